// The worked examples: 1 260.00 outpatient comes to 595.00, 68 000.00 inpatient to 7 410.00.
import { refusal, traced } from './words.mjs';

const line = (number, itemCode, letter, amount, own, prepay, inScope) => ({
  step: 'LINE_SPLIT',
  params: { line: String(number), itemCode, class: letter },
  amounts: { medfee_sumamt: amount, fulamt_ownpay_amt: own, overlmt_selfpay: '0.00', preselfpay_amt: prepay, inscp_scp_amt: inScope },
});

const outpatient = [
  { step: 'PLAN_CHOSEN', params: { planId: 'BEIJING_EMPLOYEE_OUTPATIENT', effectiveFrom: '2026-01-01', serviceDate: '2026-11-26' } },
  { step: 'PLAN_UNOFFICIAL', params: { planId: 'BEIJING_EMPLOYEE_OUTPATIENT' } },
  { step: 'COVERAGE_IN_FORCE', params: { validFrom: '2020-01-01', serviceDate: '2026-11-26' } },
  line(1, 'LAB-BLOOD-PANEL', 'A', '300.00', '0.00', '0.00', '300.00'),
  line(2, 'EXAM-CT-CHEST', 'A', '400.00', '0.00', '0.00', '400.00'),
  line(3, 'DRUG-ATORVASTATIN', 'B', '500.00', '0.00', '50.00', '450.00'),
  line(4, 'MAT-DRESSING', 'C', '60.00', '60.00', '0.00', '0.00'),
  { step: 'SCOPE_TOTAL', amounts: { medfee_sumamt: '1260.00', fulamt_ownpay_amt: '60.00', overlmt_selfpay: '0.00', preselfpay_amt: '50.00', inscp_scp_amt: '1150.00' } },
  { step: 'DEDUCTIBLE', amounts: { deductible: '1800.00', used: '1500.00', act_pay_dedc: '300.00' } },
  { step: 'BAND', params: { band: '1', ratio: '70%' }, amounts: { portion: '850.00', pays: '595.00' } },
  { step: 'SCALE_ROUNDED', amounts: { exact: '595.00', hifp_pay: '595.00' } },
  { step: 'RESULT', amounts: { amount: '595.00', psn_part_amt: '665.00', medfee_sumamt: '1260.00' } },
];

const inpatient = [
  { step: 'PLAN_CHOSEN', params: { planId: 'COMMERCIAL_P', effectiveFrom: '2026-01-01', serviceDate: '2026-11-12' } },
  { step: 'COVERAGE_IN_FORCE', params: { validFrom: '2026-01-01', serviceDate: '2026-11-12' } },
  { step: 'ELIGIBLE_EXPENSE', params: { basis: 'ALL' }, amounts: { eligible: '68000.00' } },
  { step: 'COMPENSATION_RECEIVED', amounts: { social: '50590.00', commercial: '0.00', left: '17410.00', acct_pay: '0.00' } },
  { step: 'DEDUCTIBLE', amounts: { deductible: '10000.00', used: '0.00', act_pay_dedc: '10000.00' } },
  { step: 'POLICY_RATIO', params: { ratio: '100%', settledSocially: 'true' }, amounts: { exact: '7410.00', oth_pay: '7410.00' } },
  { step: 'ANNUAL_CAP', amounts: { annualCap: '3000000.00', paidThisYear: '0.00', owed: '7410.00', amount: '7410.00' } },
  { step: 'RESULT', amounts: { amount: '7410.00', psn_part_amt: '10000.00', medfee_sumamt: '68000.00' } },
];

const nothing = [
  { step: 'PLAN_CHOSEN', params: { planId: 'COMMERCIAL_P', effectiveFrom: '2026-01-01', serviceDate: '2026-11-26' } },
  { step: 'ELIGIBLE_EXPENSE', params: { basis: 'ALL' }, amounts: { eligible: '1260.00' } },
  { step: 'DEDUCTIBLE', amounts: { deductible: '10000.00', used: '0.00', act_pay_dedc: '1260.00' } },
  { step: 'REFUSED', params: { code: 'NOTHING_PAYABLE' } },
];

export const agency = { payer: 'agency', payerName: '示范市医疗保障中心', policy: 'BJ-EMPLOYEE', official: false };
export const insurer = { payer: 'insurer', payerName: '示范健康保险股份有限公司', policy: 'P-2026-0081', official: true };

export function agencyPays(language) {
  return payable(language, 59500, 66500, 'BEIJING_EMPLOYEE_OUTPATIENT', false, outpatient);
}

export function insurerPays(language) {
  return payable(language, 741000, 1000000, 'COMMERCIAL_P', true, inpatient);
}

export function insurerPaysNothing(language) {
  return {
    ...payable(language, 0, 126000, 'COMMERCIAL_P', true, nothing),
    decision: 'NOTHING_PAYABLE',
    refusal: refusal(language, 'NOTHING_PAYABLE'),
  };
}

function payable(language, amountFen, personShareFen, planId, planOfficial, trace) {
  return {
    decision: 'PAYABLE',
    amountFen,
    personShareFen,
    planId,
    planEffectiveFrom: '2026-01-01',
    planOfficial,
    planSource: planOfficial ? null : '测试用例，依据公开报道整理',
    positionKnown: true,
    trace: traced(language, trace),
    refusal: null,
  };
}
