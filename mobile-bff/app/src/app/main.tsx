import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Session } from '../session';
import { loadTexts } from '../texts/app';
import { chosenLanguage, loadFont } from '../texts/language';
import { App } from './App';
import './styles/index.css';

async function start(root: HTMLElement): Promise<void> {
  const language = chosenLanguage();
  document.documentElement.lang = language;
  const session = new Session({ keyName: 'patient', api: '/api' });
  session.language = language;
  const texts = await loadTexts(language);
  createRoot(root).render(
    <StrictMode>
      <App session={session} firstLanguage={language} firstTexts={texts} />
    </StrictMode>,
  );
  void loadFont(language);
}

const root = document.getElementById('root');
if (root !== null) void start(root);
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js');
