// Made-up answers for the public verification page and the payers' page; nobody in them exists.
import { readFileSync } from 'node:fs';
import { spoken, traced } from './words.mjs';

const golden = new URL('../../../invoice-service/document/src/test/resources/golden/', import.meta.url);
export const trust = readFileSync(new URL('consortium.json', golden), 'utf8');
export const bundle = readFileSync(new URL('bundle.json', golden), 'utf8');
/** Of another consortium, whose suite is GM. */
export const gm = {
  trust: readFileSync(new URL('consortium-gm.json', golden), 'utf8'),
  bundle: readFileSync(new URL('bundle-gm.json', golden), 'utf8'),
};
/** Of one whose validators change: its trust lists and bills of before and after. */
export const epochs = JSON.parse(readFileSync(new URL('bundle-epochs.json', golden), 'utf8'));

const hour = 3_600_000;
const ago = (hours) => new Date(Date.now() - hours * hour).toISOString();
const id = (n) => n.toString(16).padStart(32, 'c');
const digest = (n) => n.toString(16).padStart(64, 'a');

/** What the service would say, in the language of who asks. */
const words = {
  ITEM_UNLISTED: ['方案目录未列出票据中的一个项目，须人工判断。', "The plan's catalogue leaves an item of the invoice to a person."],
  VERIFIED: ['方案规定该申请由人工决定。', 'The plan leaves this claim to a person.'],
  COVERAGE_GONE: ['该申请的参保关系已不存在。', 'The coverage of this claim is gone.'],
  PAYING: ['银行没有说明付款的结果。', 'The bank leaves open what became of the payment.'],
  decide: ['请作出决定，或排除原因后继续。', 'Decide the claim, or mend the cause and resume it.'],
  resolve: ['不能在此决定：须由运维处理。', 'Not decidable here: resolution needed.'],
  REVIEW: ['有不确定之处，须由人工查看；已保留的金额继续保留。', 'Something is unsure: a person has to look; whatever is held stays held.'],
  PAID: ['银行已付款，结算已最终登记。', 'The bank has paid and the settlement is final.'],
  decided: ['人工已作出决定。', 'A person has decided.'],
  source: ['测试用数据，并非任何机构制定。', 'Figures made up for tests; no authority has set them.'],
  covered: ['审核人员查看了项目：在保障范围内。', 'The payer has looked at the items: they are covered.'],
  note: ['植入物按合同价支付，\u202e内录目在不余其\u202c。', 'The implant is covered at the contract price; the rest is not in the catalogue.'],
};

export const say = (name, language) => words[name]?.[language.startsWith('zh') ? 0 : 1] ?? name;

const waiting = [
  [1, 'ITEM_UNLISTED', 59_500, 76, null],
  [2, 'VERIFIED', 1_284_000, 30, 'other'],
  [3, 'COVERAGE_GONE', null, 27, null],
  [4, 'ITEM_UNLISTED', 820_000, 5.4, 'own'],
  [5, 'PAYING', 96_000, 2.2, null],
  [6, 'VERIFIED', 23_040, 0.4, null],
];

function proposalOf(kind, language) {
  if (kind === null) return null;
  const own = kind === 'own';
  return {
    decision: own ? 'APPROVE' : 'PARTIAL',
    amountFen: own ? 820_000 : 1_150_000,
    reasonCode: own ? 'ITEMS_COVERED' : 'ITEMS_COVERED_IN_PART',
    reason: say('covered', language),
    proposedBy: own ? 'chen-jing' : 'wang-li',
    proposedAt: ago(own ? 1.5 : 6),
    note: own ? null : say('note', language),
  };
}

export const queue = (language) =>
  waiting.map(([n, cause, amountFoundFen, hours, proposal]) => ({
    claimId: id(n),
    invoiceId: `11060126000000${1000 + n}`,
    policy: `P-2026-${70_000 + n * 37}`,
    cause,
    causeText: say(cause, language),
    amountFoundFen,
    submittedAt: ago(hours + 0.1),
    waitingSince: ago(hours),
    decisions: cause === 'PAYING' ? [] : [...(amountFoundFen === null ? [] : ['APPROVE']), 'PARTIAL', 'REFUSE'],
    nextStep: say(cause === 'PAYING' ? 'resolve' : 'decide', language),
    proposal: proposalOf(proposal, language),
  }));

const states = ['PAID', 'PAID', 'REFUSED', 'PAID', 'PAYING', 'PAID', 'REJECTED_BY_BANK', 'COMMITTED'];

export const claims = [
  ...queue('en').map((each) => ({
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

const split = (line, itemCode, letter, medfee_sumamt, parts) => ({
  step: 'LINE_SPLIT',
  params: { line: String(line), itemCode, class: letter },
  amounts: { medfee_sumamt, fulamt_ownpay_amt: '0.00', overlmt_selfpay: '0.00', preselfpay_amt: '0.00', ...parts },
});

const found = [
  { step: 'PLAN_CHOSEN', params: { planId: 'example-city-employees-outpatient', effectiveFrom: '2026-01-01', serviceDate: '2026-11-26' } },
  split(1, 'LAB-BLOOD-PANEL', 'A', '300.00', { inscp_scp_amt: '300.00' }),
  split(2, 'EXAM-CT-CHEST', 'B', '400.00', { preselfpay_amt: '40.00', inscp_scp_amt: '360.00' }),
  split(3, 'DRUG-ATORVASTATIN', 'A', '500.00', { overlmt_selfpay: '20.00', inscp_scp_amt: '480.00' }),
  { step: 'LINE_UNLISTED', params: { line: '4', itemCode: 'MAT-DRESSING', treatment: 'REVIEW' } },
  { step: 'HOSPITAL_LEVEL', params: { level: 'TERTIARY' } },
  { step: 'DEDUCTIBLE', amounts: { deductible: '1800.00', used: '1255.00', act_pay_dedc: '545.00' } },
  { step: 'BAND', params: { band: '1', ratio: '100%' }, amounts: { portion: '595.00', pays: '595.00' } },
  { step: 'RESULT', amounts: { amount: '595.00', psn_part_amt: '665.00', medfee_sumamt: '1260.00' } },
];

/** What leads to each state. */
const causes = {
  SUBMITTED: 'SUBMITTED', VERIFIED: 'INVOICE_VERIFIED', ADJUDICATED: 'AMOUNT_DECIDED', RESERVING: 'RESERVATION_SIGNED', COMMITTED: 'RESERVATION_FINAL',
  PAYING: 'PAYMENT_WRITTEN', PAID_BY_BANK: 'BANK_ACSC', SETTLING: 'SETTLEMENT_SIGNED', PAID: 'SETTLEMENT_FINAL',
};

export function claim(claimId, language) {
  const summary = claims.find((each) => each.claimId === claimId);
  if (summary === undefined) return null;
  const waits = queue(language).find((each) => each.claimId === claimId);
  const at = Date.parse(summary.submittedAt);
  const later = (millis) => new Date(at + millis).toISOString();
  const way = waits === undefined
    ? ['SUBMITTED', 'VERIFIED', 'ADJUDICATED', 'RESERVING', 'COMMITTED', 'PAYING', 'PAID_BY_BANK', 'SETTLING', 'PAID']
    : ['SUBMITTED', 'VERIFIED', 'REVIEW'];
  return {
    ...summary,
    payer: 'agency',
    statusText: say(summary.status, language),
    ended: true,
    personShareFen: summary.amountFen === null ? null : 66_500,
    planId: 'example-city-employees-outpatient',
    planEffectiveFrom: '2026-01-01',
    planOfficial: false,
    planSource: say('source', language),
    consentDigest: digest(1),
    traceDigest: summary.amountFen === null ? null : digest(2),
    payout: summary.status === 'PAID'
      ? { messageId: 'YP20261126000042', endToEndId: claimId, bankStatus: 'ACSC', instructedAt: later(1_400), answeredAt: later(2_600) }
      : null,
    refusal: waits === undefined
      ? null
      : { code: waits.cause, field: '', reason: waits.causeText, nextStep: waits.nextStep, remainingFen: null },
    timeline: way.map((state, i) => ({ state, at: later(i * 330), cause: state === 'REVIEW' ? waits.cause : causes[state] })),
    trace: traced(spoken(language), found),
    decisions: [],
    proposal: waits?.proposal ?? null,
  };
}
