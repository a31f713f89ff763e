import { en } from './en';
import { zh, type Texts } from './zh';

export type { Texts };
export type Language = 'zh-CN' | 'en';

export const languages: readonly { readonly language: Language; readonly name: string }[] = [
  { language: 'zh-CN', name: '中文' },
  { language: 'en', name: 'EN' },
];

const kept = 'yipiao.explorer.language';

export function textsOf(language: Language): Texts {
  return language === 'en' ? en : zh;
}

/** The language chosen here before, else the browser's. */
export function firstLanguage(): Language {
  const chosen = remembered();
  if (chosen === 'zh-CN' || chosen === 'en') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function remembered(): string | null {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null;
  }
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(kept, language);
  } catch {
    // A browser that keeps nothing asks anew.
  }
}
