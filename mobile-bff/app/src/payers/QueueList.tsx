import { Foreign } from '../foreign/Foreign';
import { yuan } from '../format/money';
import { causeWords } from '../texts/codes/say';
import { Code } from './Code';
import { useConsole } from './context';
import { FailureNotice, Nothing } from './Notice';
import { hrefOf, useRoute } from './route';
import type { QueuedClaim, StaffSession } from './shapes';
import type { Queue } from './useQueue';
import { age } from './words';

const dayMillis = 86_400_000;

/** Claims that need a person, the one that waits longest first. */
export function QueueList({ queue, staff }: { readonly queue: Queue; readonly staff: StaffSession }) {
  const { texts } = useConsole();
  return (
    <>
      <div className="list-head">
        <h2 tabIndex={-1}>{texts.queue.title}</h2>
        <button type="button" className="link-button" onClick={queue.reload}>
          {texts.queue.refresh}
        </button>
      </div>
      {queue.failure !== null && <FailureNotice failure={queue.failure} retry={queue.reload} />}
      {queue.loading && <p role="status">{texts.loading}</p>}
      {!queue.loading && queue.claims.length === 0 && queue.failure === null && <Nothing words={texts.queue.none} />}
      <ul className="queue">
        {queue.claims.map((claim) => (
          <Row key={claim.claimId} claim={claim} staff={staff} />
        ))}
      </ul>
      {queue.more && (
        <button type="button" className="button" onClick={queue.loadMore}>
          {texts.queue.more}
        </button>
      )}
    </>
  );
}

function Row({ claim, staff }: { readonly claim: QueuedClaim; readonly staff: StaffSession }) {
  const { texts } = useConsole();
  const route = useRoute();
  const now = Date.now();
  const waited = now - Date.parse(claim.waitingSince);
  const own = claim.proposal?.proposedBy === staff.staffId;
  return (
    <li>
      <a
        className="queue-row card"
        href={hrefOf({ list: 'queue', claimId: claim.claimId })}
        aria-current={route.claimId === claim.claimId ? 'true' : undefined}
      >
        <span className="queue-age" data-long={waited > 3 * dayMillis ? 'very' : waited > dayMillis}>
          {texts.queue.waiting(age(claim.waitingSince, now, texts))}
        </span>
        <span className="queue-amount number">
          {claim.amountFoundFen === null ? texts.queue.noAmount : `¥${yuan(claim.amountFoundFen)}`}
        </span>
        <span className="queue-cause">
          <Foreign>{causeWords(claim.cause, texts.codes) ?? claim.causeText}</Foreign> <Code>{claim.cause}</Code>
        </span>
        <span className="queue-more">
          <Foreign className="mono">{claim.policy}</Foreign>
          {claim.proposal !== null && (
            <span className={own ? 'pill pill-info' : 'pill pill-warn'}>{own ? texts.queue.own : texts.queue.proposed}</span>
          )}
          {claim.decisions.length === 0 && <span className="pill">{texts.queue.resolution}</span>}
        </span>
      </a>
    </li>
  );
}
