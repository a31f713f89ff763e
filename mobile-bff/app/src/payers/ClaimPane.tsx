import { useEffect, useRef, useState } from 'react';
import { Foreign } from '../foreign/Foreign';
import { yuan } from '../format/money';
import { exactMoment } from '../format/time';
import { bankWords, causeWords, refusalWords } from '../texts/codes/say';
import { Decisions, Timeline, Trace } from './ClaimParts';
import { Code } from './Code';
import { useConsole } from './context';
import { DecisionPanel } from './DecisionPanel';
import { FailureNotice } from './Notice';
import type { Claim, Decision, QueuedClaim, StaffSession } from './shapes';
import { StatusPill } from './StatusPill';
import { useLoad } from './useLoad';

interface ClaimPaneProps {
  readonly claimId: string;
  readonly queued: QueuedClaim | undefined;
  readonly staff: StaffSession;
  readonly back: string;
  /** To be called when a decision was taken. */
  readonly decided: () => void;
}

/** One claim: where it stands, what a person has to decide, how its amount was found, what happened. */
export function ClaimPane({ claimId, queued, staff, back, decided }: ClaimPaneProps) {
  const { texts } = useConsole();
  const { value: claim, failure, reload, put } = useLoad<Claim>(`/claims/${claimId}`);
  const [said, setSaid] = useState<{ readonly what: 'decided' | 'proposed' } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // Also after each decision, once the dialog is gone that keeps the focus to itself.
  useEffect(() => heading.current?.focus({ preventScroll: said === null }), [said]);
  const take = (answer: Claim) => {
    setSaid({ what: answer.status === 'REVIEW' ? 'proposed' : 'decided' });
    // The answer comes without the trace, which has not changed.
    put({ ...answer, trace: answer.trace.length > 0 ? answer.trace : (claim?.trace ?? []) });
    decided();
  };
  return (
    <>
      <a className="claim-back" href={back}>
        ‹ {texts.back}
      </a>
      <div className="claim-head">
        <h2 ref={heading} tabIndex={-1}>
          {texts.claim.title(claimId.slice(-8))}
        </h2>
        {claim !== null && <StatusPill status={claim.status} />}
        {claim?.planOfficial === false && <span className="pill">{texts.claim.test}</span>}
      </div>
      {failure !== null && <FailureNotice failure={failure} retry={reload} />}
      {claim === null && failure === null && <p role="status">{texts.loading}</p>}
      <div role="status" aria-live="polite">
        {said !== null && (
          <div className="notice notice-good">
            <p className="notice-title">{texts.decide.done[said.what][0]}</p>
            <p>{texts.decide.done[said.what][1]}</p>
          </div>
        )}
      </div>
      {claim !== null && (
        <>
          <Facts claim={claim} queued={queued} />
          {claim.status === 'REVIEW' && (
            <DecisionPanel claim={claim} queued={queued} staff={staff} take={take} reload={reload} />
          )}
          <Decisions claim={claim} />
          <Trace claim={claim} />
          <Timeline claim={claim} />
        </>
      )}
    </>
  );
}

function Facts({ claim, queued }: { readonly claim: Claim; readonly queued: QueuedClaim | undefined }) {
  const { texts, language } = useConsole();
  const fact = (label: string, value: string | null, className = '') =>
    value !== null && (
      <div>
        <dt>{label}</dt>
        <dd className={className}>
          <Foreign>{value}</Foreign>
        </dd>
      </div>
    );
  const money = (fen: number | null) => (fen === null ? '—' : `¥${yuan(fen)}`);
  const plan = claim.planId === null ? null : `${claim.planId}, ${texts.claim.planFrom(claim.planEffectiveFrom ?? '')}`;
  const bank = claim.payout === null ? null : (claim.payout.bankStatus === null ? texts.claim.bankSilent : bankWords(claim.payout.bankStatus, texts.codes));
  return (
    <section className="card claim-facts">
      <div className="claim-amounts">
        <p>
          {claim.status === 'REVIEW' ? texts.queue.found : texts.claim.amount}
          <strong className="number">{money(claim.amountFen)}</strong>
        </p>
        <p>
          {texts.claim.share}
          <span className="number">{money(claim.personShareFen)}</span>
        </p>
      </div>
      {claim.status !== 'REVIEW' && <p className="claim-status">
          <Foreign>{texts.codes.states[claim.status] ?? claim.statusText}</Foreign>
        </p>}
      {claim.refusal !== null && <Why claim={claim} refusal={claim.refusal} queued={queued} />}
      <dl className="claim-grid">
        {fact(texts.claim.invoice, claim.invoiceId, 'mono')}
        {fact(texts.claim.policy, claim.policy, 'mono')}
        {fact(texts.claim.submitted, exactMoment(claim.submittedAt, language), 'number')}
        {fact(texts.claim.plan, plan)}
        {fact(texts.claim.source, claim.planSource)}
        {fact(texts.claim.bank, bank)}
        {fact(texts.claim.messageId, claim.payout?.messageId ?? null, 'mono')}
      </dl>
      <details>
        <summary>{texts.claim.digests}</summary>
        <dl className="claim-grid claim-digests">
          {fact(texts.claim.id, claim.claimId, 'mono')}
          {fact(texts.claim.consentDigest, claim.consentDigest, 'mono')}
          {fact(texts.claim.traceDigest, claim.traceDigest, 'mono')}
        </dl>
      </details>
    </section>
  );
}

interface WhyProps {
  readonly claim: Claim;
  readonly refusal: NonNullable<Claim['refusal']>;
  readonly queued: QueuedClaim | undefined;
}

/** Why a claim was put to a person, or is not paid. What the claim itself says of it is said to the patient. */
function Why({ claim, refusal, queued }: WhyProps) {
  const { texts } = useConsole();
  const { codes } = texts;
  const reason = causeWords(refusal.code, codes) ?? queued?.causeText ?? refusal.reason;
  const next = claim.status === 'REVIEW' ? queued && codes.reviewNext[nextOf(queued.decisions)] : refusalWords(refusal, codes)[1];
  return (
    <div className="notice notice-warn">
      <p className="notice-title">
        <Foreign>{reason}</Foreign> <Code>{refusal.code}</Code>
      </p>
      {next !== undefined && (
        <p>
          <Foreign>{next}</Foreign>
        </p>
      )}
      {refusal.remainingFen !== null && (
        <p>
          {texts.claim.remaining} <span className="number">¥{yuan(refusal.remainingFen)}</span>
        </p>
      )}
    </div>
  );
}

/** What people can do about a claim, by what they may decide. */
function nextOf(decisions: readonly Decision[]): 'decide' | 'refuse' | 'resolve' {
  if (decisions.length === 0) return 'resolve';
  return decisions.length === 1 && decisions[0] === 'REFUSE' ? 'refuse' : 'decide';
}
