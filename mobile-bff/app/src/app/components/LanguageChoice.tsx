import { useApp } from '../data/context';
import { languages } from '../../texts/language';

/** One button for each language, named in itself. */
export function LanguageChoice() {
  const { texts, language, changeLanguage } = useApp();
  return (
    <div className="languages" role="group" aria-label={texts.me.language}>
      {languages.map((one) => (
        <button type="button" key={one} lang={one} aria-pressed={one === language} onClick={() => changeLanguage(one)}>
          {texts.me.languages[one]}
        </button>
      ))}
    </div>
  );
}
