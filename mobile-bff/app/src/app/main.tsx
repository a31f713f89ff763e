import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loadFont } from '../texts/language';
import { App } from './App';
import { language, session, state, texts } from './begin';
import './styles/index.css';

async function start(root: HTMLElement): Promise<void> {
  const firstTexts = await texts;
  createRoot(root).render(
    <StrictMode>
      <App session={session} firstState={state} firstLanguage={language} firstTexts={firstTexts} />
    </StrictMode>,
  );
  void loadFont(language);
}

const root = document.getElementById('root');
if (root !== null) void start(root);
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js');
