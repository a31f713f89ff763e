import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { Decisions, Timeline, Trace } from '../../src/payers/ClaimParts';
import { ConsoleContext } from '../../src/payers/context';
import { FailureNotice } from '../../src/payers/Notice';
import { QueueList } from '../../src/payers/QueueList';
import type { Claim, QueuedClaim } from '../../src/payers/shapes';
import { Problem } from '../../src/session';
import { ChainSteps } from '../../src/verify/ChainSteps';
import { DocumentPaper } from '../../src/verify/DocumentPaper';
import { FoundInvoice } from '../../src/verify/FoundInvoice';
import { SpeechContext } from '../../src/verify/speech';
import { Verdict } from '../../src/verify/Verdict';
import { console, desk, document, evil, leaks, signer, unseen } from './evil';

vi.mock('../../src/payers/route', () => ({ hrefOf: () => '', useRoute: () => ({ list: 'queue', claimId: null }) }));

const at = '2026-11-26T00:00:00Z';
const verification = { valid: true, outcome: 'VALID', checks: [{ id: 'issuer-name', ok: true, detail: { printed: evil, registered: evil }, doubt: 'ISSUER_NAME_DIFFERS' }], document, signer, suite: 'GM' } as const;
const view = { invoiceId: '1', state: 'FINAL', issuer: evil, payer: evil, payerDocument: evil, totalFen: 1, totalInCapitals: evil, finalAt: at };
const decision = { decision: 'APPROVE', amountFen: 1, reasonCode: evil, reason: evil, at, decidedBy: evil, confirmedBy: evil, note: evil, digest: null };
const claim = {
  decisions: [decision],
  timeline: [{ state: 'REVIEW', at, cause: evil }],
  trace: [{ step: evil, params: {}, amounts: { paid: evil }, text: evil }],
} as unknown as Claim;
const queued: QueuedClaim = {
  claimId: 'c'.repeat(32), invoiceId: evil, policy: evil, cause: evil, causeText: evil, amountFoundFen: 1, submittedAt: at, waitingSince: at, decisions: [], nextStep: evil, proposal: null,
};
const queue = { claims: [queued], more: false, loading: false, failure: null, reload: () => undefined, loadMore: () => undefined };
const staff = { signedIn: true, serverTime: 0 };

/** What is drawn where there is no window. */
function drawn(shown: ReactNode): string {
  return renderToStaticMarkup(
    <SpeechContext value={desk}>
      <ConsoleContext value={console}>{shown}</ConsoleContext>
    </SpeechContext>,
  );
}

test.each<[string, ReactNode]>([
  ['the verdict', <Verdict key="v" checked={{ kind: 'checked', fileName: evil, verification }} another={() => undefined} />],
  ['the chain', <ChainSteps key="c" verification={verification} />],
  ['the document', <DocumentPaper key="d" document={document} signer={signer} suite="GM" outcome="VALID" />],
  ['what the register found', <FoundInvoice key="f" view={view} />],
  ['a trace', <Trace key="t" claim={claim} />],
  ['a timeline', <Timeline key="t" claim={claim} />],
  ['decisions', <Decisions key="d" claim={claim} />],
  ['the queue', <QueueList key="q" queue={queue} staff={staff} />],
  ['a refusal', <FailureNotice key="n" failure={new Problem(422, 'NEW', evil, evil, false)} />],
])('foreign text moves and hides nothing in %s', (_what, shown) => {
  const markup = drawn(shown);
  expect(markup).toContain('U+202E');
  expect(markup).not.toMatch(unseen);
  expect(leaks(markup)).toEqual([]);
});
