import { CheckOutline, ClockCircleOutline, CloseOutline } from 'antd-mobile-icons';
import { Foreign } from '../../foreign/Foreign';
import { isolated } from '../../foreign/visible';
import { Money } from '../components/Money';
import { AsOf, FailureNotice } from '../components/Notice';
import { Placeholder } from '../components/Placeholder';
import { Screen } from '../components/Screen';
import { useApp } from '../data/context';
import type { ClaimScreen as Loaded } from '../data/shapes';
import { Link } from '../routing/Link';
import { elapsed, ReceiptCard } from './ReceiptCard';
import { RefusalNotice } from './RefusalNotice';
import { fraction, toneOf, type Progress } from './steps';
import { Timeline } from './Timeline';
import { Trace } from './Trace';
import { useClaim } from './useClaim';

export default function ClaimScreen({ claimId }: { readonly claimId: string }) {
  const { texts } = useApp();
  const { screen, progress, connected } = useClaim(claimId);
  return (
    <Screen title={texts.claim.title} back="/claims">
      {screen.failure !== null && <FailureNotice failure={screen.failure} retry={() => void screen.reload()} />}
      {screen.value === undefined && screen.failure === null && <Placeholder heights={[200, 320]} />}
      {screen.value !== undefined && progress !== null && <Watched loaded={screen.value} progress={progress} connected={connected} />}
    </Screen>
  );
}

interface WatchedProps {
  readonly loaded: Loaded;
  readonly progress: Progress;
  readonly connected: boolean | null;
}

function Watched({ loaded, progress, connected }: WatchedProps) {
  const { texts } = useApp();
  const { claim, receipt } = loaded;
  return (
    <>
      <AsOf asOf={loaded.asOf} stale={loaded.stale} />
      <Hero loaded={loaded} progress={progress} />
      {claim.refusal !== null && progress.ended && (
        <section className="card">
          <RefusalNotice refusal={claim.refusal} />
          {claim.status !== 'REVIEW' && (
            <Link to={`/invoices/${encodeURIComponent(claim.invoiceId)}`} className="link-button link-button-quiet">
              {texts.invoice.title}
            </Link>
          )}
        </section>
      )}
      {receipt !== null && <ReceiptCard receipt={receipt} />}
      <section className="card" aria-labelledby="progress">
        <h2 id="progress">
          {texts.claim.timeline}
          {!progress.ended && connected !== null && (
            <span className={connected ? 'live' : 'live live-lost'} role="status">
              {connected ? texts.claim.live : texts.claim.reconnecting}
            </span>
          )}
        </h2>
        <Timeline progress={progress} />
      </section>
      <Trace trace={claim.trace} plan={claim} />
    </>
  );
}

function Hero({ loaded, progress }: { readonly loaded: Loaded; readonly progress: Progress }) {
  const { texts } = useApp();
  const words = texts.claim;
  const tone = toneOf(progress.status);
  const { receipt, summary } = loaded;
  return (
    <section className={`hero hero-${tone}`}>
      <span className="hero-mark" aria-hidden>
        <Ring part={fraction(progress)} />
        {tone === 'good' ? <CheckOutline /> : tone === 'bad' ? <CloseOutline /> : <ClockCircleOutline />}
      </span>
      <p className="hero-state" role="status">
        {words.states[progress.status] ?? isolated(progress.statusText)}
      </p>
      {progress.amountFen !== null && tone !== 'bad' ? (
        <p className="hero-amount">
          <span className="hero-label">{tone === 'good' ? words.paidToYou : words.willPay}</span>
          <Money fen={progress.amountFen} />
        </p>
      ) : (
        tone === 'wait' && !progress.ended && <p className="hero-label">{words.deciding}</p>
      )}
      {receipt !== null && <p className="hero-time">{elapsed(receipt.submittedToPaidMillis, words)}</p>}
      {summary !== null && (
        <p className="hero-foot">
          <Foreign lang="zh-CN">{summary.issuerName ?? texts.home.unknownHospital}</Foreign>
          <Money fen={summary.totalFen} />
        </p>
      )}
    </section>
  );
}

function Ring({ part }: { readonly part: number }) {
  const length = 2 * Math.PI * 30;
  return (
    <svg viewBox="0 0 68 68" className="ring" focusable="false">
      <circle cx="34" cy="34" r="30" className="ring-way" />
      <circle cx="34" cy="34" r="30" className="ring-done" strokeDasharray={length} strokeDashoffset={length * (1 - part)} />
    </svg>
  );
}
