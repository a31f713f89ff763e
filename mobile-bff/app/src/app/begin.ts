import { Session } from '../session';
import { loadTexts } from '../texts/app';
import { chosenLanguage } from '../texts/language';

// A script of its own, small and there first: what has to be asked for is asked for while the rest of the app still comes.
export const language = chosenLanguage();
document.documentElement.lang = language;

export const session = new Session({ keyName: 'patient', api: '/api' });
session.language = language;

/** How the server sees the session. */
export const state = session.state();
export const texts = loadTexts(language);

// Whoever waits for them hears of a failure; until then nobody does.
state.catch(() => undefined);
texts.catch(() => undefined);
