import { createContext, use } from 'react';
import type { Session } from '../session';
import type { Language } from '../texts/language';
import type { Texts } from '../texts/payers';

export interface Console {
  readonly session: Session;
  readonly texts: Texts;
  readonly language: Language;
  readonly changeLanguage: (language: Language) => void;
}

export const ConsoleContext = createContext<Console | null>(null);

export function useConsole(): Console {
  const found = use(ConsoleContext);
  if (found === null) throw new Error('no console around this part of the page');
  return found;
}
