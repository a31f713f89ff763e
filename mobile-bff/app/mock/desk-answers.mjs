// Made-up answers for the public verification page and the payers' page; nobody in them exists.
import { readFileSync } from 'node:fs';

const golden = new URL('../../../invoice-service/document/src/test/resources/golden/', import.meta.url);
export const trust = readFileSync(new URL('consortium.json', golden), 'utf8');
export const bundle = readFileSync(new URL('bundle.json', golden), 'utf8');

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
  note: ['植入物按合同价支付，其余不在目录内。', 'The implant is covered at the contract price; the rest is not in the catalogue.'],
  lab: ['血液生化全套：甲类，全部纳入范围', 'Laboratory, blood panel: class A, in scope with all of it'],
  ct: ['胸部CT平扫：乙类，先行自付 10%', 'Chest CT: class B, the person prepays 10 %'],
  drug: ['阿托伐他汀钙片：甲类，按限价纳入范围', 'Atorvastatin: class A, in scope up to the price cap'],
  dressing: ['医用敷料：丙类，不纳入范围', 'Dressing material: class C, out of scope'],
  deductible: ['年度起付线剩余 545.00 元，本次全部扣除', 'Deductible of the year: 545.00 left, used up by this claim'],
  level: ['三级医院、在职职工：范围内按 100% 支付', 'Hospital of level 3, employee: 100 % of what is in scope'],
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

const trace = (language) =>
  [
    ['lab', { medfee_sumamt: '300.00', inscp_scp_amt: '300.00' }],
    ['ct', { medfee_sumamt: '400.00', preselfpay_amt: '40.00', inscp_scp_amt: '360.00' }],
    ['drug', { medfee_sumamt: '500.00', overlmt_selfpay: '20.00', inscp_scp_amt: '480.00' }],
    ['dressing', { medfee_sumamt: '60.00', fulamt_ownpay_amt: '60.00', inscp_scp_amt: '0.00' }],
    ['deductible', { act_pay_dedc: '545.00' }],
    ['level', { hifp_pay: '595.00', psn_part_amt: '665.00' }],
  ].map(([name, amounts]) => ({ step: name.toUpperCase(), params: {}, amounts, text: say(name, language) }));

export function claim(claimId, language) {
  const summary = claims.find((each) => each.claimId === claimId);
  if (summary === undefined) return null;
  const found = queue(language).find((each) => each.claimId === claimId);
  const at = Date.parse(summary.submittedAt);
  const later = (millis) => new Date(at + millis).toISOString();
  const way = found === undefined
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
    refusal: found === undefined
      ? null
      : { code: found.cause, field: '', reason: found.causeText, nextStep: found.nextStep, remainingFen: null },
    timeline: way.map((state, i) => ({ state, at: later(i * 330), cause: state === 'REVIEW' ? found.cause : state })),
    trace: trace(language),
    decisions: [],
    proposal: found?.proposal ?? null,
  };
}
