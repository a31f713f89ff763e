import { languages, type Language } from '../texts/language';

const names: Readonly<Record<Language, string>> = { 'zh-CN': '简体', 'zh-TW': '繁體', en: 'English' };

interface LanguageChoiceProps {
  readonly label: string;
  readonly chosen: Language;
  readonly choose: (language: Language) => void;
}

/** One button for each language, named in itself. */
export function LanguageChoice({ label, chosen, choose }: LanguageChoiceProps) {
  return (
    <div className="languages" role="group" aria-label={label}>
      {languages.map((one) => (
        <button type="button" key={one} lang={one} aria-pressed={one === chosen} onClick={() => choose(one)}>
          {names[one]}
        </button>
      ))}
    </div>
  );
}
