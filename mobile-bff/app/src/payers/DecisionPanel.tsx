import { useRef, useState } from 'react';
import { Foreign } from '../foreign/Foreign';
import { isolated } from '../foreign/visible';
import { yuan } from '../format/money';
import { moment } from '../format/time';
import { randomHex } from '../session';
import { Code } from './Code';
import { ConfirmDialog } from './ConfirmDialog';
import { useConsole } from './context';
import { DecisionForm } from './DecisionForm';
import { FailureNotice } from './Notice';
import type { Claim, DecideClaim, Decision, Proposal, QueuedClaim, StaffSession } from './shapes';

interface DecisionPanelProps {
  readonly claim: Claim;
  readonly queued: QueuedClaim | undefined;
  readonly staff: StaffSession;
  readonly take: (answer: Claim) => void;
  readonly reload: () => void;
}

const all: readonly Decision[] = ['APPROVE', 'PARTIAL', 'REFUSE'];

/** What a person can do about a claim that waits for one. */
export function DecisionPanel({ claim, queued, staff, take, reload }: DecisionPanelProps) {
  const { session, texts } = useConsole();
  const [asked, setAsked] = useState<DecideClaim | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [another, setAnother] = useState(false);
  // One key for one decision: after a silence the same may be said again, and counts once.
  const key = useRef({ of: '', value: '' });
  const proposal = claim.proposal;
  // The queue knows what can be decided; a claim that it has not shown may be refused by the server.
  const choices = (queued?.decisions ?? all).filter((each) => each !== 'APPROVE' || claim.amountFen !== null);

  const submit = async (decision: DecideClaim) => {
    const said = JSON.stringify([claim.claimId, decision]);
    if (key.current.of !== said) key.current = { of: said, value: randomHex(16) };
    setBusy(true);
    setFailure(null);
    try {
      const headers = { 'Idempotency-Key': key.current.value };
      const answer = await session.post<Claim>(`/claims/${claim.claimId}/decisions`, decision, { headers });
      key.current = { of: '', value: '' };
      take(answer);
    } catch (cause) {
      setFailure(cause);
    } finally {
      setBusy(false);
      setAsked(null);
    }
  };

  const ask = (decision: DecideClaim) => {
    setFailure(null);
    setAsked(decision);
  };
  const form = <DecisionForm choices={choices} foundFen={claim.amountFen} busy={busy} failure={failure} ask={ask} />;
  return (
    <section className="card claim-part decision-panel" aria-labelledby="decide">
      <h3 id="decide">{proposal === null ? texts.decide.title : texts.proposal.title}</h3>
      {proposal !== null && <ProposalWords proposal={proposal} />}
      {staff.canDecide !== true ? (
        <p className="notice">{texts.decide.viewer}</p>
      ) : choices.length === 0 ? (
        <div className="notice">
          <p className="notice-title">{texts.decide.resolution[0]}</p>
          <p>{texts.decide.resolution[1]}</p>
        </div>
      ) : proposal !== null ? (
        <>
          <SecondPerson
            proposal={proposal}
            own={proposal.proposedBy === staff.staffId}
            busy={busy}
            another={another}
            confirm={ask}
            toggle={() => setAnother(!another)}
          />
          {another && form}
        </>
      ) : (
        form
      )}
      {failure !== null && (
        <FailureNotice failure={failure} retry={reload} label={texts.queue.refresh} elsewhere={['/amountFen', '/reasonCode']} />
      )}
      {asked !== null && (
        <ConfirmDialog decision={asked} busy={busy} yes={() => void submit(asked)} no={() => setAsked(null)} />
      )}
    </section>
  );
}

function ProposalWords({ proposal }: { readonly proposal: Proposal }) {
  const { texts, language } = useConsole();
  const title = texts.decide.choices[proposal.decision as Decision]?.[0] ?? texts.decide.bank[proposal.decision] ?? proposal.decision;
  return (
    <div className="proposal">
      <p className="decision-title">
        {title}
        {' — '}
        <span className="number">
          {proposal.amountFen === null ? texts.proposal.paysNothing : texts.proposal.pays(yuan(proposal.amountFen))}
        </span>
      </p>
      <p>
        <Foreign>{texts.decide.reasons[proposal.reasonCode] ?? proposal.reason}</Foreign> <Code>{proposal.reasonCode}</Code>
      </p>
      {proposal.note !== null && (
        <p>
          {texts.claim.note}: <Foreign>{proposal.note}</Foreign>
        </p>
      )}
      <p className="field-hint">{texts.proposal.by(isolated(proposal.proposedBy), moment(proposal.proposedAt, language))}</p>
    </div>
  );
}

interface SecondPersonProps {
  readonly proposal: Proposal;
  readonly own: boolean;
  readonly busy: boolean;
  readonly another: boolean;
  readonly confirm: (same: DecideClaim) => void;
  readonly toggle: () => void;
}

/** Another person's proposal can be confirmed; one's own cannot, and the page says why. */
function SecondPerson({ proposal, own, busy, another, confirm, toggle }: SecondPersonProps) {
  const { texts } = useConsole();
  const decision = all.find((each) => each === proposal.decision);
  const other = (
    <button type="button" className="button" aria-expanded={another} onClick={toggle}>
      {texts.proposal.other}
    </button>
  );
  if (decision === undefined) {
    return (
      <>
        <p className="notice">{texts.proposal.bank}</p>
        {proposal.decision === 'CLOSE' && <div className="decision-go">{other}</div>}
      </>
    );
  }
  const same = { decision, amountFen: proposal.amountFen, reasonCode: proposal.reasonCode, note: null };
  return (
    <>
      {own && (
        <p id="own-proposal" className="notice">
          {texts.proposal.own}
        </p>
      )}
      <div className="decision-go">
        <button
          type="button"
          className="button button-first"
          disabled={busy}
          aria-disabled={own}
          aria-describedby={own ? 'own-proposal' : undefined}
          onClick={() => !own && confirm(same)}
        >
          {texts.proposal.confirm}
        </button>
        {other}
      </div>
    </>
  );
}
