import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { ConsentBlock } from '../../src/app/claim/ConsentBlock';
import { EstimateBlock } from '../../src/app/claim/EstimateBlock';
import { PayerChoice } from '../../src/app/claim/PayerChoice';
import { ReceiptCard } from '../../src/app/claim/ReceiptCard';
import { ClaimRow } from '../../src/app/claims/ClaimRow';
import { WordsNotice } from '../../src/app/components/Notice';
import { ConsentCard } from '../../src/app/consents/ConsentCard';
import { AppContext } from '../../src/app/data/context';
import type { ClaimOption, Estimate, InvoiceSummary, PersonClaim } from '../../src/app/data/shapes';
import { VisitCard } from '../../src/app/home/VisitCard';
import { byMonth } from '../../src/app/home/visits';
import { About } from '../../src/app/invoice/About';
import { Checks } from '../../src/app/invoice/Checks';
import { Lines } from '../../src/app/invoice/Lines';
import { Paper } from '../../src/app/invoice/Paper';
import { NameNotice, SignerLine } from '../../src/app/invoice/SignerLine';
import { app, document, evil, leaks, signer, unseen } from './evil';

// Its styles cannot be read here.
vi.mock('antd-mobile', () => ({ Button: ({ children }: { readonly children: ReactNode }) => <button>{children}</button>, DotLoading: () => null }));
vi.mock('../../src/app/routing/Link', () => ({ Link: ({ children }: { readonly children: ReactNode }) => <a>{children}</a> }));

const summary: InvoiceSummary = {
  invoiceId: '110601260000000001', state: 'FINAL', hospital: evil, issuerName: evil, documentType: 'OUTPATIENT_INVOICE', encounterDate: '2026-11-26',
  dischargeDate: null, department: evil, visitNumber: evil, totalFen: 1, claimableFen: 1, issuedAt: '2026-11-26T00:00:00Z', finalAt: null, outcome: null,
};
const estimate: Estimate = {
  decision: 'REFUSED', amountFen: null, personShareFen: null, planId: evil, planEffectiveFrom: '2026-01-01', planOfficial: false, planSource: evil, positionKnown: true,
  trace: [{ step: 'LINE_UNLISTED', params: { line: '1', itemCode: evil, treatment: 'REVIEW' }, amounts: {}, text: evil }, { step: 'NEW', params: {}, amounts: {}, text: evil }],
  refusal: { code: 'NEW', field: '', reason: evil, nextStep: evil, remainingFen: null },
};
const option: ClaimOption = { payer: 'p', payerName: evil, policy: evil, official: true, estimate, consent: { fields: ['ISSUER'], purpose: 'REIMBURSEMENT', expiresAt: '2026-12-01T00:00:00Z' } };
const claim: PersonClaim = {
  claimId: 'a'.repeat(32), payer: 'p', payerName: evil, invoiceId: '1', policy: evil, status: 'NEW', statusText: evil, ended: true, submittedAt: '2026-11-26T00:00:00Z', amountFen: 1, personShareFen: 1, refusal: { code: 'NEW', field: '', reason: evil, nextStep: evil, remainingFen: null },
};
const receipt = {
  claimId: evil, invoiceId: evil, payer: 'p', payerName: evil, amountFen: 1, personShareFen: 1, tappedAt: '2026-11-26T00:00:00Z', paidAt: '2026-11-26T00:00:01Z', submittedToPaidMillis: 1000, messageId: evil, bankStatus: evil,
};
const consent = {
  consentId: 'c', invoiceId: '1', payer: evil, purpose: 'REIMBURSEMENT', fields: [], grantedAt: '2026-11-26T00:00:00Z', expiresAt: '2026-11-27T00:00:00Z', revokedAt: null,
};
const verification = { valid: true, outcome: 'BROKEN', checks: [{ id: 'issuer-name', ok: true, detail: { printed: evil } }], document, signer, suite: 'GM' } as const;
const words = { title: evil, detail: evil, nextStep: evil, errors: [{ pointer: '/a', code: 'X', reason: evil }], retryable: false };

test.each<[string, ReactNode]>([
  ['a visit', <VisitCard key="v" visit={byMonth([summary])[0]!.visits[0]!} claims={[]} />],
  ['a claim', <ClaimRow key="c" claim={claim} />],
  ['a consent', <ConsentCard key="c" consent={consent} bill={{ issuerName: evil, encounterDate: '2026-11-26' }} changed={() => Promise.resolve()} />],
  ['payers to choose from', <PayerChoice key="p" options={[option, option]} chosen="" keyOf={() => ''} onChoose={() => undefined} />],
  ['an estimate', <EstimateBlock key="e" summary={summary} option={option} />],
  ['what is agreed to', <ConsentBlock key="c" summary={summary} option={option} />],
  ['a receipt', <ReceiptCard key="r" receipt={receipt} />],
  ['a refusal', <WordsNotice key="w" words={words} />],
  ['who signed', <SignerLine key="s" signer={signer} suite="GM" />],
  ['that another name is printed', <NameNotice key="n" document={document} signer={signer} />],
  ['the items', <Lines key="l" lines={document.lines} />],
  ['the visit', <About key="a" document={document} />],
  ['the checks', <Checks key="c" state={{ kind: 'done', verification, trust: null }} retry={() => undefined} />],
])('foreign text moves and hides nothing in %s', (_what, shown) => {
  const markup = renderToStaticMarkup(<AppContext value={app}>{shown}</AppContext>);
  expect(markup).toMatch(/U\+202E|verdict-bad/);
  expect(markup).not.toMatch(unseen);
  expect(leaks(markup)).toEqual([]);
});

test('nothing is hidden in the picture either', () => {
  const markup = renderToStaticMarkup(<Paper document={document} label="" />);
  expect(markup.match(/U\+202E/g)?.length).toBeGreaterThan(6);
  expect(markup).not.toMatch(unseen);
});
