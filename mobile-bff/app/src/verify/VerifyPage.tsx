import { useEffect } from 'react';
import { LanguageChoice } from '../desk/LanguageChoice';
import { Mark } from '../desk/Mark';
import { useSpeech, type Speech } from '../desk/useSpeech';
import { loadTexts, type Texts } from '../texts/verify';
import { ElementsForm } from './ElementsForm';
import { FileCheck } from './FileCheck';
import { SpeechContext } from './speech';
import { Verdict } from './Verdict';
import { useFileCheck } from './useFileCheck';

/** The public page: a proof file is checked in the browser, or five elements of the paper by the register. */
export function VerifyPage({ first }: { readonly first: Speech<Texts> }) {
  const [speech, changeLanguage] = useSpeech(first, loadTexts);
  const { texts, language } = speech;
  const check = useFileCheck();
  useEffect(() => {
    document.title = texts.name;
  }, [texts]);
  return (
    <SpeechContext value={speech}>
      <a className="skip" href="#content">
        {texts.skip}
      </a>
      <header className="desk-bar">
        <div className="desk-name">
          <Mark />
          {texts.name}
        </div>
        <div className="desk-space" />
        <LanguageChoice label={texts.language} chosen={language} choose={changeLanguage} />
      </header>
      <main id="content" className="verify">
        <div className="verify-head">
          <h1>{texts.title}</h1>
          <p>{texts.lead}</p>
        </div>
        {check.state.kind === 'checked' ? (
          <Verdict checked={check.state} another={check.reset} />
        ) : (
          <div className="verify-ways">
            <FileCheck check={check} />
            <ElementsForm />
          </div>
        )}
      </main>
    </SpeechContext>
  );
}
