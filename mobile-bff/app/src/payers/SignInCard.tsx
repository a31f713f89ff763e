import { useState } from 'react';
import { LanguageChoice } from '../desk/LanguageChoice';
import { Mark } from '../desk/Mark';
import { Problem, Unreachable } from '../session';
import { useConsole } from './context';
import { wordsOf } from './words';

/** Before signing in: what this page is, why the last attempt failed, and the one button. */
export function SignInCard({ ended }: { readonly ended: boolean }) {
  const { session, texts, language, changeLanguage } = useConsole();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(problemOfAddress);
  const start = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await session.signIn(language);
    } catch (cause) {
      setBusy(false);
      // What is neither refusal nor silence is the browser's key store.
      setFailure(cause instanceof Problem || cause instanceof Unreachable ? cause : named('KEY'));
    }
  };
  const words = failure === null ? null : wordsOf(failure, texts);
  return (
    <main id="content" className="entry">
      <div className="entry-languages">
        <LanguageChoice label={texts.language} chosen={language} choose={changeLanguage} />
      </div>
      <section className="card entry-card">
        <Mark />
        <h1>{texts.signIn.title}</h1>
        <p className="entry-words">{texts.signIn.words}</p>
        <ul className="entry-points">
          {texts.signIn.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        {ended && failure === null && (
          <p className="notice" role="status">
            {texts.signIn.ended}
          </p>
        )}
        {words !== null && (
          <div className="notice notice-bad" role="alert">
            <p className="notice-title">{words.title}</p>
            <p>{words.detail}</p>
          </div>
        )}
        <button type="button" className="button button-first" disabled={busy} onClick={() => void start()}>
          {busy ? texts.signIn.busy : texts.signIn.button}
        </button>
        <p className="field-hint">
          {texts.signIn.notice} {texts.signIn.shared}
        </p>
      </section>
    </main>
  );
}

function named(code: string): Problem {
  return new Problem(0, code, '', '', true);
}

/** The sign-in comes back with `?problem=CODE` where it failed. */
function problemOfAddress(): Problem | null {
  const code = new URLSearchParams(location.search).get('problem');
  return code === null || !/^[A-Z_]{1,40}$/.test(code) ? null : named(code);
}
