// Made-up answers for the public verification page and the payers' page; nobody in them exists.
import { readFileSync } from 'node:fs';

const golden = new URL('../../../invoice-service/document/src/test/resources/golden/', import.meta.url);
export const trust = readFileSync(new URL('consortium.json', golden), 'utf8');
export const bundle = readFileSync(new URL('bundle.json', golden), 'utf8');

const hour = 3_600_000;
const ago = (hours) => new Date(Date.now() - hours * hour).toISOString();
const id = (n) => n.toString(16).padStart(32, 'c');
const digest = (n) => n.toString(16).padStart(64, 'a');

const queued = [
  [1, 'ITEM_UNLISTED', 'The plan’s catalogue leaves an item of the invoice to a person.', 59_500, 76, null],
  [2, 'VERIFIED', 'The plan leaves this claim to a person.', 1_284_000, 30, 'other'],
  [3, 'COVERAGE_GONE', 'The coverage of this claim is gone.', null, 27, null],
  [4, 'ITEM_UNLISTED', 'The plan’s catalogue leaves an item of the invoice to a person.', 820_000, 5.4, 'own'],
  [5, 'PAYING', 'The bank leaves open what became of the payment.', 96_000, 2.2, null],
  [6, 'VERIFIED', 'The plan leaves this claim to a person.', 23_040, 0.4, null],
];

export function proposalOf(kind) {
  if (kind === null) return null;
  return {
    decision: kind === 'own' ? 'APPROVE' : 'PARTIAL',
    amountFen: kind === 'own' ? 820_000 : 1_150_000,
    reasonCode: kind === 'own' ? 'ITEMS_COVERED' : 'ITEMS_COVERED_IN_PART',
    reason:
      kind === 'own'
        ? 'The payer has looked at the items: they are covered.'
        : 'The payer has looked at the items: a part of them is covered.',
    proposedBy: kind === 'own' ? 'chen-jing' : 'wang-li',
    proposedAt: ago(kind === 'own' ? 1.5 : 6),
    note: kind === 'own' ? null : 'The implant is covered at the contract price; the rest is not in the catalogue.',
  };
}

export const queue = queued.map(([n, cause, causeText, amountFoundFen, hours, proposal]) => ({
  claimId: id(n),
  invoiceId: `11060126000000${(1000 + n).toString()}`,
  policy: `P-2026-${(70_000 + n * 37).toString()}`,
  cause,
  causeText,
  amountFoundFen,
  submittedAt: ago(hours + 0.1),
  waitingSince: ago(hours),
  decisions: cause === 'PAYING' ? [] : amountFoundFen === null ? ['PARTIAL', 'REFUSE'] : ['APPROVE', 'PARTIAL', 'REFUSE'],
  nextStep: cause === 'PAYING' ? 'Not decidable here: resolution needed.' : 'Decide the claim, or mend the cause and resume it.',
  proposal: proposalOf(proposal),
}));

const states = ['PAID', 'PAID', 'REFUSED', 'PAID', 'PAYING', 'PAID', 'REJECTED_BY_BANK', 'COMMITTED'];

export const claims = [
  ...queue.map((each) => ({
    claimId: each.claimId,
    invoiceId: each.invoiceId,
    policy: each.policy,
    status: 'REVIEW',
    submittedAt: each.submittedAt,
    amountFen: each.amountFoundFen,
  })),
  ...Array.from({ length: 64 }, (_, i) => ({
    claimId: id(100 + i),
    invoiceId: `11060126000000${2000 + i}`,
    policy: `P-2026-${80_000 + i * 13}`,
    status: states[i % states.length],
    submittedAt: ago(90 + i * 7),
    amountFen: states[i % states.length] === 'REFUSED' ? null : 12_345 + i * 7_310,
  })),
].sort((a, b) => a.submittedAt.localeCompare(b.submittedAt));

const step = (text, amounts) => ({ step: text.toUpperCase().replace(/\W+/g, '_'), params: {}, amounts, text });

export function claim(claimId) {
  const summary = claims.find((each) => each.claimId === claimId);
  if (summary === undefined) return null;
  const found = queue.find((each) => each.claimId === claimId);
  const review = summary.status === 'REVIEW';
  const at = Date.parse(summary.submittedAt);
  const later = (millis) => new Date(at + millis).toISOString();
  return {
    ...summary,
    payer: 'agency',
    statusText: review
      ? 'Something is unsure: a person has to look; whatever is held stays held.'
      : 'The bank has paid and the settlement is final.',
    ended: true,
    personShareFen: summary.amountFen === null ? null : 66_500,
    planId: 'example-city-employees-outpatient',
    planEffectiveFrom: '2026-01-01',
    planOfficial: false,
    planSource: 'Figures made up for tests; no authority has set them.',
    consentDigest: digest(1),
    traceDigest: summary.amountFen === null ? null : digest(2),
    payout: summary.status === 'PAID'
      ? { messageId: 'YP20261126000042', endToEndId: claimId, bankStatus: 'ACSC', instructedAt: later(1_400), answeredAt: later(2_600) }
      : null,
    refusal: review
      ? { code: found.cause, field: '', reason: found.causeText, nextStep: found.nextStep, remainingFen: null }
      : null,
    timeline: review
      ? [
          { state: 'SUBMITTED', at: later(0), cause: 'SUBMITTED' },
          { state: 'VERIFIED', at: later(310), cause: 'INVOICE_VERIFIED' },
          { state: 'REVIEW', at: later(520), cause: found.cause },
        ]
      : ['SUBMITTED', 'VERIFIED', 'ADJUDICATED', 'RESERVING', 'COMMITTED', 'PAYING', 'PAID_BY_BANK', 'SETTLING', 'PAID'].map(
          (state, i) => ({ state, at: later(i * 330), cause: state }),
        ),
    trace: [
      step('Laboratory, blood panel: class A, in scope with all of it', { inScope: '300.00', person: '0.00' }),
      step('Chest CT: class B, the person prepays 10 %', { inScope: '360.00', person: '40.00' }),
      step('Atorvastatin 20 mg: class A, in scope up to the price cap', { inScope: '480.00', person: '20.00' }),
      step('Dressing material: class C, out of scope', { inScope: '0.00', person: '60.00' }),
      step('Deductible of the year: 545.00 left, used up by this claim', { inScope: '595.00', deductible: '545.00' }),
      step('Hospital of level 3, employee: 100 % of what is in scope', { payable: '595.00' }),
    ],
    decisions: [],
    proposal: found?.proposal ?? null,
  };
}
