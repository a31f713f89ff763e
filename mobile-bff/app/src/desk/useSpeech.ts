import { useCallback, useState } from 'react';
import { loadFont, rememberLanguage, type Language } from '../texts/language';

export interface Speech<T> {
  readonly language: Language;
  readonly texts: T;
}

/** The page's language and its texts, and how to change both. */
export function useSpeech<T>(
  first: Speech<T>,
  load: (language: Language) => Promise<T>,
): readonly [Speech<T>, (language: Language) => void] {
  const [speech, setSpeech] = useState(first);
  const change = useCallback(
    (language: Language) => {
      void load(language).then((texts) => {
        rememberLanguage(language);
        document.documentElement.lang = language;
        void loadFont(language);
        setSpeech({ language, texts });
      });
    },
    [load],
  );
  return [speech, change];
}
