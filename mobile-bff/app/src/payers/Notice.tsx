import { useConsole } from './context';
import { wordsOf } from './words';

/** Why something failed, in words, and the way to try again. */
export function FailureNotice({ failure, retry }: { readonly failure: unknown; readonly retry?: () => void }) {
  const { texts } = useConsole();
  const words = wordsOf(failure, texts);
  return (
    <div className="notice notice-bad" role="alert">
      <p className="notice-title">{words.title}</p>
      <p>{words.detail}</p>
      {words.errors.length > 0 && (
        <ul>
          {words.errors.map((error) => (
            <li key={error.pointer + error.reason}>{error.reason}</li>
          ))}
        </ul>
      )}
      {retry !== undefined && (
        <button type="button" className="button" onClick={retry}>
          {texts.retry}
        </button>
      )}
    </div>
  );
}

/** A list or a pane with nothing in it. */
export function Nothing({ words: [title, detail] }: { readonly words: readonly [string, string] }) {
  return (
    <div className="nothing">
      <p className="nothing-title">{title}</p>
      <p>{detail}</p>
    </div>
  );
}
