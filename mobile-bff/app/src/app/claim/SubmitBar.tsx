import { Button } from 'antd-mobile';
import { useState } from 'react';
import { isolated } from '../../foreign/visible';
import { yuan } from '../../format/money';
import { Problem, randomHex } from '../../session';
import { FailureNotice } from '../components/Notice';
import { useApp } from '../data/context';
import { remember } from '../data/cache';
import type { ClaimOption, ClaimScreen, InvoiceSummary, SubmitClaim } from '../data/shapes';
import { navigate } from '../routing/location';

interface SubmitBarProps {
  readonly summary: InvoiceSummary;
  readonly option: ClaimOption;
}

/**
 * The one button. Its ids are made once, so that pressing it again after a lost answer is the same
 * claim; only after a definite refusal are they new.
 */
export function SubmitBar({ summary, option }: SubmitBarProps) {
  const { session, texts } = useApp();
  const words = texts.offer;
  const [ids, setIds] = useState(newIds);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const unknown = failure !== null && !definite(failure);
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const claim: SubmitClaim = {
      ...ids,
      invoiceId: summary.invoiceId,
      payer: option.payer,
      policy: option.policy,
      fields: option.consent.fields,
      expiresAt: option.consent.expiresAt,
    };
    try {
      const screen = await session.post<ClaimScreen>('/claims', claim, { headers: { 'Idempotency-Key': ids.claimId } });
      remember(`/claims/${ids.claimId}`, screen);
      navigate(`/claims/${ids.claimId}`, { replace: true });
    } catch (cause) {
      if (definite(cause)) setIds(newIds());
      setFailure(cause);
      setBusy(false);
    }
  };
  const shown = option.consent.fields.map((field) => texts.fields[field]?.[0] ?? field).join(' · ');
  const amount = option.estimate?.decision === 'PAYABLE' ? option.estimate.amountFen : null;
  return (
    <div className="action action-stacked">
      {failure !== null && <FailureNotice failure={failure} />}
      {unknown && (
        <p className="hint" role="status">
          {words.unknownOutcome}
        </p>
      )}
      {failure === null && <p className="hint">{words.agree(isolated(option.payerName), shown)}</p>}
      <Button block color="primary" size="large" loading={busy} loadingText={words.busy} onClick={() => void submit()}>
        {unknown ? words.again : amount === null ? words.buttonPlain : words.button(yuan(amount))}
      </Button>
    </div>
  );
}

function newIds(): { claimId: string; consentId: string } {
  return { claimId: randomHex(16), consentId: randomHex(16) };
}

/** Whether it is certain that nothing was submitted. */
function definite(failure: unknown): boolean {
  return failure instanceof Problem && !failure.retryable && failure.status < 500;
}
