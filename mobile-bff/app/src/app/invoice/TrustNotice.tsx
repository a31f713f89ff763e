import { Button } from 'antd-mobile';
import { ExclamationCircleOutline } from 'antd-mobile-icons';
import { exactMoment } from '../../format/time';
import { useApp } from '../data/context';
import type { TrustChange } from './useVerification';

/** Says loudly that the server's trust list is another one than before, and lets the reader decide. */
export function TrustNotice({ change }: { readonly change: TrustChange }) {
  const { texts, language } = useApp();
  const words = texts.verification;
  const prints: [string, string][] = [
    [words.trustKept, change.kept],
    [words.trustCame, change.came],
  ];
  return (
    <section className="notice" role="alert">
      <ExclamationCircleOutline className="notice-icon" aria-hidden />
      <div>
        <p className="notice-title">{words.trustChanged}</p>
        <p>{words.trustChangedDetail(exactMoment(change.since, language))}</p>
        <dl className="link-facts">
          {prints.map(([name, print]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{print}</dd>
            </div>
          ))}
        </dl>
        <Button size="small" className="notice-retry" onClick={change.accept}>
          {words.trustAccept}
        </Button>
      </div>
    </section>
  );
}
