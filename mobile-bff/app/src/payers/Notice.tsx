import { Foreign } from '../foreign/Foreign';
import { useConsole } from './context';
import { wordsOf } from './words';

interface FailureNoticeProps {
  readonly failure: unknown;
  readonly retry?: () => void;
  /** What the button says, where it is not to try again. */
  readonly label?: string;
  /** Members whose reasons stand at their fields. */
  readonly elsewhere?: readonly string[];
}

/** Why something failed, in words, and the way to try again. */
export function FailureNotice({ failure, retry, label, elsewhere = [] }: FailureNoticeProps) {
  const { texts } = useConsole();
  const words = wordsOf(failure, texts);
  const errors = words.errors.filter(({ pointer }) => !elsewhere.includes(pointer));
  return (
    <div className="notice notice-bad" role="alert">
      <p className="notice-title"><Foreign>{words.title}</Foreign></p>
      <p><Foreign>{words.detail}</Foreign></p>
      {errors.length > 0 && (
        <ul>
          {errors.map((error) => (
            <li key={error.pointer + error.reason}>
              <Foreign>{error.reason}</Foreign>
            </li>
          ))}
        </ul>
      )}
      {retry !== undefined && (
        <button type="button" className="button" onClick={retry}>
          {label ?? texts.retry}
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
