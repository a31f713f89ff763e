import { Foreign } from '../../foreign/Foreign';
import { day } from '../../format/time';
import { ClaimRow } from '../claims/ClaimRow';
import { Money } from '../components/Money';
import type { Disclosed, Signer, SuiteName } from '../../verifier';
import { AsOf, FailureNotice } from '../components/Notice';
import { Placeholder } from '../components/Placeholder';
import { Screen } from '../components/Screen';
import { ConsentCard } from '../consents/ConsentCard';
import { useApp } from '../data/context';
import { concerns, useLive } from '../data/live';
import type { InvoiceDetail } from '../data/shapes';
import { useResource } from '../data/useResource';
import { StandingChip } from '../home/StandingChip';
import { standingOf, type Standing } from '../home/visits';
import { Link } from '../routing/Link';
import { About } from './About';
import { Checks } from './Checks';
import { DifferenceNotice } from './DifferenceNotice';
import { Lines } from './Lines';
import { MoneyBlock } from './MoneyBlock';
import { Picture } from './Picture';
import { NameNotice, SignerLine } from './SignerLine';
import { TrustNotice } from './TrustNotice';
import { useVerification, type VerificationState } from './useVerification';

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
      {detail.value !== undefined && <Content invoiceId={invoiceId} detail={detail.value} reload={detail.reload} />}
    </Screen>
  );
}

interface ContentProps {
  /** Which one was asked for. */
  readonly invoiceId: string;
  readonly detail: InvoiceDetail;
  readonly reload: () => Promise<void>;
}

function Content({ invoiceId, detail, reload }: ContentProps) {
  const { texts } = useApp();
  const { summary, claims } = detail;
  const [verified, retry] = useVerification(detail.bundle);
  const state = ofThisInvoice(verified, invoiceId);
  const document = documentOf(state);
  const verification = state.kind === 'done' ? state.verification : null;
  const broken = verification?.outcome === 'BROKEN';
  // The register's word counts until there is a proof, and no longer.
  const claimableFen = document?.claimableFen ?? summary.claimableFen;
  const standing = standingOf({ ...summary, claimableFen }, claims);
  const running = claims.find((claim) => !claim.ended || claim.status === 'REVIEW' || claim.status === 'PAID');
  return (
    <>
      <AsOf asOf={detail.asOf} stale={detail.stale} />
      <Head summary={summary} document={document} signer={verification?.signer ?? null} suite={verification?.suite ?? null} standing={standing} />
      {summary.state === 'REFUSED' && <p className="as-of">{texts.invoice.refused}</p>}
      {summary.state === 'EXPIRED' && <p className="as-of">{texts.invoice.expired}</p>}
      {summary.state === 'RECEIVED' && <p className="as-of" role="status">{texts.invoice.pending}</p>}
      {summary.state === 'FINAL' && state.kind === 'nothing' && <p className="as-of" role="status">{texts.invoice.noProof}</p>}
      <Proven detail={detail} state={state} retry={retry} />
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
              <ConsentCard
                key={consent.consentId}
                consent={consent}
                payerName={claims.find((claim) => claim.payer === consent.payer)?.payerName}
                changed={reload}
              />
            ))}
          </ul>
        </section>
      )}
      {summary.state === 'FINAL' && claimableFen > 0 && !broken && (
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

interface HeadProps {
  readonly summary: InvoiceDetail['summary'];
  readonly document: Disclosed | null;
  readonly signer: Signer | null;
  readonly suite: SuiteName | null;
  readonly standing: Standing;
}

/** Hospital, amount and day: the document's alone once it is verified, and until then the register's. */
function Head({ summary, document, signer, suite, standing }: HeadProps) {
  const { texts, language } = useApp();
  const said = document === null ? { hospital: summary.issuerName, date: summary.encounterDate } : { hospital: document.issuer?.name, date: document.encounter?.date };
  return (
    <section className="summary">
      <p className="summary-hospital">
        <Foreign lang="zh-CN">{said.hospital ?? texts.home.unknownHospital}</Foreign>
      </p>
      {document !== null && signer !== null && <SignerLine signer={signer} suite={suite} />}
      <p className="summary-amount">
        <Money fen={document?.totalFen ?? summary.totalFen} />
      </p>
      <p className="summary-facts">
        {typeof said.date === 'string' && <span>{day(said.date, language)}</span>}
        <StandingChip standing={standing} />
      </p>
    </section>
  );
}

interface ProvenProps {
  readonly detail: InvoiceDetail;
  readonly state: VerificationState;
  readonly retry: () => void;
}

/** What is drawn from the document, once this browser has verified it. */
function Proven({ detail, state, retry }: ProvenProps) {
  const document = documentOf(state);
  const signer = state.kind === 'done' ? state.verification.signer : null;
  return (
    <>
      {state.kind === 'done' && state.trust !== null && <TrustNotice change={state.trust} retry={retry} />}
      {document !== null && signer !== null && <NameNotice document={document} signer={signer} />}
      {document !== null && <DifferenceNotice summary={detail.summary} document={document} />}
      {document !== null && <Picture document={document} />}
      <Checks state={state} retry={retry} />
      {document !== null && (
        <>
          <MoneyBlock document={document} claims={detail.claims} />
          <Lines lines={document.lines} />
          <About document={document} />
        </>
      )}
    </>
  );
}

function documentOf(state: VerificationState): Disclosed | null {
  return state.kind === 'done' && state.verification.valid ? state.verification.document : null;
}

/** A proof may be sound, but of another invoice than the one that was asked for: that is none of this one. */
function ofThisInvoice(state: VerificationState, invoiceId: string): VerificationState {
  if (state.kind !== 'done' || state.verification.document === null) return state;
  if (!state.verification.valid || state.verification.document.invoiceId === invoiceId) return state;
  const another = { id: 'document', ok: false, detail: {}, problem: 'ANOTHER_INVOICE' } as const;
  return { ...state, verification: { valid: false, outcome: 'BROKEN', checks: [another], document: null, signer: null, suite: null } };
}
