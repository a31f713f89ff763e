import type { Language } from '../language';
import type { Texts } from './zh-CN';

export type { Texts };

/** Loads the verification page's texts in a language; only that language is fetched. */
export async function loadTexts(language: Language): Promise<Texts> {
  switch (language) {
    case 'zh-CN':
      return (await import('./zh-CN')).texts;
    case 'zh-TW':
      return (await import('./zh-TW')).texts;
    case 'en':
      return (await import('./en')).texts;
  }
}
