import { useId, useState } from 'react';
import { Foreign } from '../foreign/Foreign';
import { yuan } from '../format/money';
import { moment } from '../format/time';
import { useConsole } from './context';
import { FailureNotice, Nothing } from './Notice';
import { hrefOf } from './route';
import { states, type ClaimSummary, type Page } from './shapes';
import { StatusPill } from './StatusPill';
import { useLoad } from './useLoad';

const pageSize = 20;

/** All claims of the payer, of one status where one is chosen, page by page. */
export function ClaimsList({ chosen }: { readonly chosen: string | null }) {
  const { texts } = useConsole();
  const id = useId();
  const [status, setStatus] = useState('');
  const [places, setPlaces] = useState<readonly string[]>([]);
  const query = new URLSearchParams({ limit: String(pageSize) });
  const after = places[places.length - 1];
  if (status !== '') query.set('status', status);
  if (after !== undefined) query.set('after', after);
  const { value, failure, loading, reload } = useLoad<Page<ClaimSummary>>(`/claims?${query.toString()}`);
  const next = value?.next ?? null;
  return (
    <>
      <div className="list-head">
        <h2 tabIndex={-1}>{texts.claims.title}</h2>
        <div className="field list-filter">
          <label htmlFor={id} className="visually-hidden">
            {texts.claims.filter}
          </label>
          <select
            id={id}
            value={status}
            onChange={(event) => {
              setStatus(event.target.value);
              setPlaces([]);
            }}
          >
            <option value="">{texts.claims.all}</option>
            {states.map((state) => (
              <option key={state} value={state}>
                {texts.states[state]}
              </option>
            ))}
          </select>
        </div>
      </div>
      {failure !== null && <FailureNotice failure={failure} retry={reload} />}
      {value === null && loading && <p role="status">{texts.loading}</p>}
      {value !== null && value.claims.length === 0 && <Nothing words={texts.claims.none} />}
      {value !== null && value.claims.length > 0 && (
        <ul className="card claims">
          {value.claims.map((claim) => (
            <Row key={claim.claimId} claim={claim} chosen={claim.claimId === chosen} />
          ))}
        </ul>
      )}
      {value !== null && (places.length > 0 || next !== null) && (
        <nav className="pages" aria-label={texts.claims.title}>
          <button type="button" className="button" disabled={places.length === 0} onClick={() => setPlaces(places.slice(0, -1))}>
            {texts.claims.previous}
          </button>
          <span aria-live="polite">{texts.claims.page(places.length + 1)}</span>
          <button
            type="button"
            className="button"
            disabled={next === null}
            onClick={() => next !== null && setPlaces([...places, next])}
          >
            {texts.claims.next}
          </button>
        </nav>
      )}
    </>
  );
}

function Row({ claim, chosen }: { readonly claim: ClaimSummary; readonly chosen: boolean }) {
  const { language } = useConsole();
  return (
    <li>
      <a
        className="claims-row"
        href={hrefOf({ list: 'claims', claimId: claim.claimId })}
        aria-current={chosen ? 'true' : undefined}
      >
        <Foreign className="mono">{claim.invoiceId}</Foreign>
        <span className="claims-amount number">{claim.amountFen === null ? '—' : `¥${yuan(claim.amountFen)}`}</span>
        <span className="claims-when number">{moment(claim.submittedAt, language)}</span>
        <StatusPill status={claim.status} />
      </a>
    </li>
  );
}
