import { Button } from 'antd-mobile';
import { useState } from 'react';
import { Foreign } from '../../foreign/Foreign';
import { moment } from '../../format/time';
import { Confirm } from '../components/Confirm';
import { FailureNotice } from '../components/Notice';
import { useApp } from '../data/context';
import type { ConsentView } from '../data/shapes';
import { Link } from '../routing/Link';

interface ConsentCardProps {
  readonly consent: ConsentView;
  readonly payerName?: string | undefined;
  readonly changed: () => Promise<void>;
}

/** A consent: who sees what of which invoice until when, and the way to take it back. */
export function ConsentCard({ consent, payerName, changed }: ConsentCardProps) {
  const { session, texts, language, say } = useApp();
  const words = texts.consents;
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const standing = consent.revokedAt !== null ? 'revoked' : Date.parse(consent.expiresAt) <= Date.now() ? 'expired' : 'active';
  const revoke = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await session.post(`/consents/${consent.consentId}/revocation`);
      say(words.done);
      await changed();
    } catch (cause) {
      setFailure(cause);
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <li className="card grant">
      <p className="grant-head">
        <strong>
          <Foreign lang="zh-CN">{payerName ?? consent.payer}</Foreign>
        </strong>
        <span className={`chip chip-${standing === 'active' ? 'good' : 'plain'}`}>{words[standing]}</span>
      </p>
      <p className="grant-invoice">
        <Link to={`/invoices/${encodeURIComponent(consent.invoiceId)}`}>{consent.invoiceId}</Link>
      </p>
      <p className="grant-shows">
        {words.shows}: {consent.fields.map((field) => texts.fields[field]?.[0] ?? field).join(' · ')}
      </p>
      <p className="hint">
        {words.grantedAt(moment(consent.grantedAt, language))} ·{' '}
        {consent.revokedAt === null ? words.until(moment(consent.expiresAt, language)) : words.revokedAt(moment(consent.revokedAt, language))}
      </p>
      {failure !== null && <FailureNotice failure={failure} />}
      {standing === 'active' && (
        <Button fill="none" color="danger" className="grant-revoke" onClick={() => setAsking(true)}>
          {words.revoke}
        </Button>
      )}
      {asking && (
        <Confirm
          title={words.revokeTitle}
          detail={words.revokeDetail}
          action={words.confirm}
          busy={busy}
          onConfirm={() => void revoke()}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
