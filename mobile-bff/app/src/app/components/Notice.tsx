import { Button } from 'antd-mobile';
import { ExclamationCircleOutline } from 'antd-mobile-icons';
import type { ReactNode } from 'react';
import { Foreign } from '../../foreign/Foreign';
import { moment } from '../../format/time';
import { useApp } from '../data/context';
import { wordsOf, type Words } from '../data/words';

/** Why something failed and what can be done, in place of what would be shown. */
export function FailureNotice({ failure, retry }: { readonly failure: unknown; readonly retry?: () => void }) {
  const { texts } = useApp();
  return <WordsNotice words={wordsOf(failure, texts)} retry={retry} />;
}

export function WordsNotice({ words, retry }: { readonly words: Words; readonly retry?: (() => void) | undefined }) {
  const { texts } = useApp();
  return (
    <section className="notice" role="alert">
      <ExclamationCircleOutline className="notice-icon" aria-hidden />
      <div>
        <p className="notice-title"><Foreign>{words.title}</Foreign></p>
        <p><Foreign>{words.detail}</Foreign></p>
        {words.errors.length > 0 && (
          <ul>
            {words.errors.map((error) => (
              <li key={error.pointer + error.reason}>
                <Foreign>{error.reason}</Foreign>
              </li>
            ))}
          </ul>
        )}
        {words.nextStep !== null && <p className="notice-next"><Foreign>{words.nextStep}</Foreign></p>}
        {retry !== undefined && (
          <Button size="small" className="notice-retry" onClick={retry}>
            {texts.common.retry}
          </Button>
        )}
      </div>
    </section>
  );
}

/** Says that what is shown is not of now. */
export function AsOf({ asOf, stale }: { readonly asOf: string | null; readonly stale: boolean }) {
  const { texts, language } = useApp();
  if (!stale) return null;
  return (
    <p className="as-of" role="status">
      {asOf === null ? texts.common.neverKnown : texts.common.asOf(moment(asOf, language))}
    </p>
  );
}

interface EmptyProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly detail: string;
  readonly children?: ReactNode;
}

/** A list with nothing in it, and what to do about it. */
export function Empty({ icon, title, detail, children }: EmptyProps) {
  return (
    <section className="empty">
      <div className="empty-icon" aria-hidden>
        {icon}
      </div>
      <h2>{title}</h2>
      <p>{detail}</p>
      {children}
    </section>
  );
}
