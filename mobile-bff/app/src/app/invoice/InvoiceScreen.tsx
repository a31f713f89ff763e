import { day } from '../../format/time';
import { ClaimRow } from '../claims/ClaimRow';
import { Money } from '../components/Money';
import { AsOf, FailureNotice } from '../components/Notice';
import { Placeholder } from '../components/Placeholder';
import { Screen } from '../components/Screen';
import { ConsentCard } from '../consents/ConsentCard';
import { useApp } from '../data/context';
import { concerns, useLive } from '../data/live';
import type { InvoiceDetail } from '../data/shapes';
import { useResource } from '../data/useResource';
import { StandingChip } from '../home/StandingChip';
import { standingOf } from '../home/visits';
import { Link } from '../routing/Link';
import { About } from './About';
import { Checks } from './Checks';
import { Lines } from './Lines';
import { MoneyBlock } from './MoneyBlock';
import { Picture } from './Picture';
import { useVerification } from './useVerification';

export default function InvoiceScreen({ invoiceId }: { readonly invoiceId: string }) {
  const { session, live, texts } = useApp();
  const path = `/invoices/${encodeURIComponent(invoiceId)}`;
  const detail = useResource<InvoiceDetail>(path, (signal) => session.get<InvoiceDetail>(path, { signal }));
  useLive(
    live,
    (event) => event.event === 'claim' || concerns(event, 'invoiceId', invoiceId),
    () => void detail.reload(),
  );
  return (
    <Screen title={texts.invoice.title} back="/" className="with-action">
      {detail.failure !== null && <FailureNotice failure={detail.failure} retry={() => void detail.reload()} />}
      {detail.value === undefined && detail.failure === null && <Placeholder heights={[96, 240, 120, 260]} />}
      {detail.value !== undefined && <Content detail={detail.value} reload={detail.reload} />}
    </Screen>
  );
}

function Content({ detail, reload }: { readonly detail: InvoiceDetail; readonly reload: () => Promise<void> }) {
  const { texts, language } = useApp();
  const { summary, claims } = detail;
  const standing = standingOf(summary, claims);
  const running = claims.find((claim) => !claim.ended || claim.status === 'REVIEW' || claim.status === 'PAID');
  return (
    <>
      <AsOf asOf={detail.asOf} stale={detail.stale} />
      <section className="summary">
        <p className="summary-hospital" lang="zh-CN">
          {summary.issuerName ?? texts.home.unknownHospital}
        </p>
        <p className="summary-amount">
          <Money fen={summary.totalFen} />
        </p>
        <p className="summary-facts">
          {summary.encounterDate !== null && <span>{day(summary.encounterDate, language)}</span>}
          <StandingChip standing={standing} />
        </p>
      </section>
      {summary.state === 'REFUSED' && <p className="as-of">{texts.invoice.refused}</p>}
      {summary.state === 'EXPIRED' && <p className="as-of">{texts.invoice.expired}</p>}
      {summary.state === 'RECEIVED' && <p className="as-of" role="status">{texts.invoice.pending}</p>}
      {detail.bundle !== null && detail.bundle !== undefined && <Proven detail={detail} />}
      {claims.length > 0 && (
        <section className="card" aria-labelledby="claims">
          <h2 id="claims">{texts.invoice.claims}</h2>
          <ul className="rows">
            {claims.map((claim) => (
              <ClaimRow key={claim.claimId} claim={claim} />
            ))}
          </ul>
        </section>
      )}
      {detail.consents.length > 0 && (
        <section aria-labelledby="consents">
          <h2 id="consents" className="section-title">
            {texts.invoice.consents}
          </h2>
          <ul className="cards">
            {detail.consents.map((consent) => (
              <ConsentCard key={consent.consentId} consent={consent} changed={reload} />
            ))}
          </ul>
        </section>
      )}
      {summary.state === 'FINAL' && summary.claimableFen > 0 && (
        <div className="action">
          <Link to={`/invoices/${encodeURIComponent(summary.invoiceId)}/claim`} className={running === undefined ? 'link-button' : 'link-button link-button-quiet'}>
            {texts.invoice.claim}
          </Link>
          {running !== undefined && (
            <Link to={`/claims/${running.claimId}`} className="link-button">
              {texts.invoice.seeClaim}
            </Link>
          )}
        </div>
      )}
    </>
  );
}

/** What is drawn from the document, once this browser has verified it. */
function Proven({ detail }: { readonly detail: InvoiceDetail }) {
  const [state, retry] = useVerification(detail.bundle);
  const document = state.kind === 'done' && state.verification.valid ? state.verification.document : null;
  const another = document !== null && document.invoiceId !== detail.summary.invoiceId;
  return (
    <>
      {document !== null && !another && <Picture document={document} />}
      <Checks state={another ? anotherDocument : state} retry={retry} />
      {document !== null && !another && (
        <>
          <MoneyBlock document={document} claims={detail.claims} />
          <Lines lines={document.lines} />
          <About document={document} />
        </>
      )}
    </>
  );
}

/** The proof is sound, but of another invoice than the one that was asked for. */
const anotherDocument = {
  kind: 'done',
  verification: {
    valid: false,
    outcome: 'BROKEN',
    checks: [{ id: 'document', ok: false, detail: {}, problem: 'ANOTHER_INVOICE' }],
    document: null,
  },
} as const;
