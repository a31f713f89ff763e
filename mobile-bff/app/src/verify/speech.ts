import { createContext, use } from 'react';
import type { Speech } from '../desk/useSpeech';
import type { Texts } from '../texts/verify';

export const SpeechContext = createContext<Speech<Texts> | null>(null);

/** The page's language and texts. */
export function useTexts(): Speech<Texts> {
  const speech = use(SpeechContext);
  if (speech === null) throw new Error('no texts around this part of the page');
  return speech;
}
