import { expect, test } from 'vitest';
import type { InvoiceSummary, PersonClaim } from '../../src/app/data/shapes';
import { byMonth, overviewOf, standingOf } from '../../src/app/home/visits';

const invoice = (invoiceId: string, more: Partial<InvoiceSummary> = {}): InvoiceSummary => ({
  invoiceId,
  state: 'FINAL',
  hospital: 'one',
  issuerName: '示范第一医院',
  documentType: 'OUTPATIENT_INVOICE',
  encounterDate: '2026-11-26',
  dischargeDate: null,
  department: null,
  visitNumber: null,
  totalFen: 100,
  claimableFen: 100,
  issuedAt: '2026-11-26T02:00:00Z',
  finalAt: null,
  outcome: null,
  ...more,
});

const claim = (invoiceId: string, status: string, more: Partial<PersonClaim> = {}): PersonClaim => ({
  claimId: 'a'.repeat(32),
  payer: 'agency',
  payerName: 'A',
  invoiceId,
  policy: 'P',
  status,
  statusText: '',
  ended: ['PAID', 'REFUSED', 'REVIEW', 'REJECTED_BY_BANK'].includes(status),
  submittedAt: '2026-11-26T02:00:00Z',
  amountFen: null,
  personShareFen: null,
  refusal: null,
  ...more,
});

test('invoices of one visit stand together, those of another hospital or visit apart', () => {
  const months = byMonth([
    invoice('1', { visitNumber: 'V1' }),
    invoice('2', { visitNumber: 'V1', department: '骨科' }),
    invoice('3', { visitNumber: 'V1', hospital: 'two' }),
    invoice('4', { visitNumber: 'V2' }),
    invoice('5'),
    invoice('6'),
  ]);
  const visits = months.flatMap(({ visits: of }) => of.map((visit) => visit.invoices.map((one) => one.invoiceId).sort()));
  expect(visits).toEqual([['1', '2'], ['3'], ['4'], ['5', '6']]);
  expect(months[0]?.visits[0]?.department).toBe('骨科');
});

test('the newest visit comes first, under its month', () => {
  const months = byMonth([
    invoice('1', { encounterDate: '2026-10-02' }),
    invoice('2', { encounterDate: '2026-11-01' }),
    invoice('3', { encounterDate: '2026-11-20' }),
    invoice('4', { encounterDate: null, issuedAt: '2026-08-31T16:30:00Z', hospital: 'two' }),
  ]);
  expect(months.map(({ month }) => month)).toEqual(['2026-11', '2026-10', '2026-09']);
  expect(months[0]?.visits.map((visit) => visit.date)).toEqual(['2026-11-20', '2026-11-01']);
});

test.each([
  ['not final', invoice('1', { state: 'RECEIVED' }), [], { kind: 'state', state: 'RECEIVED' }],
  ['never claimed', invoice('1'), [], { kind: 'claimable' }],
  ['nothing to claim', invoice('1', { claimableFen: 0 }), [], { kind: 'none' }],
  ['under way, though another was refused', invoice('1'), [claim('1', 'REFUSED'), claim('1', 'PAYING')], { kind: 'running' }],
  ['with a person', invoice('1'), [claim('1', 'REVIEW')], { kind: 'review' }],
  ['paid by two', invoice('1'), [claim('1', 'PAID', { amountFen: 30 }), claim('1', 'PAID', { amountFen: 12 })], { kind: 'paid', amountFen: 42 }],
  ['refused', invoice('1'), [claim('1', 'REFUSED')], { kind: 'not-paid' }],
  ['claims of others', invoice('1'), [claim('2', 'PAID')], { kind: 'claimable' }],
] as const)('an invoice is shown as it stands: %s', (_, of, claims, standing) => {
  expect(standingOf(of, claims)).toEqual(standing);
});

test('the overview counts what may still be claimed and what was paid', () => {
  const claims = [claim('1', 'PAID', { amountFen: 40 }), claim('2', 'PAYING', { amountFen: 9 })];
  expect(overviewOf([invoice('1'), invoice('2'), invoice('3')], claims)).toEqual({ claimable: 1, claimableFen: 100, running: 1, paidFen: 40 });
});
