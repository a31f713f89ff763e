import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { chosenLanguage, loadFont } from '../texts/language';
import { loadTexts } from '../texts/verify';
import { VerifyPage } from './VerifyPage';
import '../desk/tokens.css';
import '../desk/desk.css';
import './ways.css';
import './verdict.css';
import './chain.css';
import './document.css';

async function start(root: HTMLElement): Promise<void> {
  const language = chosenLanguage();
  document.documentElement.lang = language;
  void loadFont(language);
  const texts = await loadTexts(language);
  createRoot(root).render(
    <StrictMode>
      <VerifyPage first={{ language, texts }} />
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root !== null) void start(root);
