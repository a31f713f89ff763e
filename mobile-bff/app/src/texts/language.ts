/** The languages of the pages, as BCP 47 tags. */
export type Language = 'zh-CN' | 'zh-TW' | 'en';

export const languages: readonly Language[] = ['zh-CN', 'zh-TW', 'en'];

const storageKey = 'yipiao-language';

/** The language chosen before, else the first of the reader's that there is, else simplified Chinese. */
export function chosenLanguage(): Language {
  const stored = readChoice();
  if (stored !== null) return stored;
  for (const tag of navigator.languages) {
    const language = languageOf(tag);
    if (language !== null) return language;
  }
  return 'zh-CN';
}

/** The page language for any tag: `zh-Hant-HK` is traditional Chinese. Null for a language there is none of. */
export function languageOf(tag: string): Language | null {
  const lower = tag.toLowerCase();
  if (lower.startsWith('en')) return 'en';
  if (!lower.startsWith('zh')) return null;
  return /hant|-tw|-hk|-mo/.test(lower) ? 'zh-TW' : 'zh-CN';
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage is closed to the page: the choice holds until it is left.
  }
}

/** Loads the Chinese letter shapes. A browser fetches only the parts of the font whose characters occur. */
export async function loadFont(language: Language): Promise<void> {
  if (language === 'zh-TW') await import('@fontsource-variable/noto-sans-tc/index.css');
  // Hospitals print simplified characters whatever the reader's language.
  await import('@fontsource-variable/noto-sans-sc/index.css');
}

function readChoice(): Language | null {
  try {
    const stored = localStorage.getItem(storageKey);
    return languages.find((language) => language === stored) ?? null;
  } catch {
    return null;
  }
}
