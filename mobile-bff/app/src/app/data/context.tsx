import { createContext, useContext } from 'react';
import type { Session } from '../../session';
import type { Texts } from '../../texts/app';
import type { Language } from '../../texts/language';
import type { Live } from './live';

export interface AppState {
  readonly session: Session;
  readonly live: Live;
  readonly language: Language;
  readonly texts: Texts;
  readonly changeLanguage: (language: Language) => void;
  readonly signOut: (everywhere?: boolean) => Promise<void>;
  /** A short message at the foot of the screen, also read out. */
  readonly say: (message: string) => void;
}

export const AppContext = createContext<AppState | null>(null);

export function useApp(): AppState {
  const state = useContext(AppContext);
  if (state === null) throw new Error('outside of the app');
  return state;
}
