import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Session } from '../session';
import { chosenLanguage, loadFont } from '../texts/language';
import { loadTexts } from '../texts/payers';
import { PayersApp } from './PayersApp';
import '../desk/tokens.css';
import '../desk/desk.css';
import './entry.css';
import './frame.css';
import './lists.css';
import './claim.css';
import './decision.css';
import './history.css';

async function start(root: HTMLElement): Promise<void> {
  const language = chosenLanguage();
  document.documentElement.lang = language;
  void loadFont(language);
  const session = new Session({ keyName: 'payer', api: '/payers/api' });
  session.language = language;
  const texts = await loadTexts(language);
  createRoot(root).render(
    <StrictMode>
      <PayersApp session={session} first={{ language, texts }} />
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root !== null) void start(root);
