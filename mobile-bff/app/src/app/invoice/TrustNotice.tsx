import { Button } from 'antd-mobile';
import { ExclamationCircleOutline, QuestionCircleOutline } from 'antd-mobile-icons';
import { exactMoment } from '../../format/time';
import { useApp } from '../data/context';
import type { TrustChange } from './useVerification';

interface TrustNoticeProps {
  readonly change: TrustChange;
  /** Asks and verifies once more. */
  readonly retry: () => void;
}

/** Says that the server's trust list is another one than before, and whether there is something to decide or only to wait for. */
export function TrustNotice({ change, retry }: TrustNoticeProps) {
  return change.outcome === 'OTHER' ? <Changed change={change} /> : <Unproven change={change} retry={retry} />;
}

/** Loudly, and lets the reader decide. */
function Changed({ change }: { readonly change: TrustChange }) {
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

/** Nothing was decided and nothing is to be decided: the question failed, and can be asked again. */
function Unproven({ change, retry }: TrustNoticeProps) {
  const { texts, language } = useApp();
  const words = texts.verification;
  return (
    <section className="notice notice-warn" role="status">
      <QuestionCircleOutline className="notice-icon" aria-hidden />
      <div>
        <p className="notice-title">{words.trustUnproven}</p>
        <p>{words.trustUnprovenDetail(exactMoment(change.since, language))}</p>
        <Button size="small" className="notice-retry" onClick={retry}>
          {texts.common.retry}
        </Button>
      </div>
    </section>
  );
}
