import { expect, test } from 'vitest';
import type { InvoiceSummary } from '../../src/app/data/shapes';
import { differences } from '../../src/app/invoice/differences';
import { verifyBundle, type Disclosed } from '../../src/verifier';
import { bundle, trust } from '../verifier/golden';

const documentOf = async (): Promise<Disclosed> => {
  const { document } = await verifyBundle(bundle, trust);
  if (document === null) throw new Error('the golden bundle has a document');
  return document;
};

const summaryOf = (document: Disclosed): InvoiceSummary => ({
  invoiceId: document.invoiceId,
  state: 'FINAL',
  hospital: 'hospital-one',
  issuerName: document.issuer?.name ?? null,
  documentType: document.documentType,
  encounterDate: document.encounter?.date ?? null,
  dischargeDate: null,
  department: document.encounter?.department ?? null,
  visitNumber: document.encounter?.visitNumber ?? null,
  totalFen: document.totalFen,
  claimableFen: document.claimableFen,
  issuedAt: '2026-11-26T03:15:03Z',
  finalAt: null,
  outcome: null,
});

test('a summary that says what the document says differs in nothing', async () => {
  const document = await documentOf();
  expect(differences(summaryOf(document), document)).toEqual([]);
});

test('whatever the summary says otherwise is named, once', async () => {
  const document = await documentOf();
  const other: InvoiceSummary = {
    ...summaryOf(document),
    issuerName: '另一家医院',
    documentType: 'INPATIENT_INVOICE',
    encounterDate: '2026-01-01',
    totalFen: 1,
    claimableFen: 1,
  };
  expect(differences(other, document)).toEqual(['hospital', 'kind', 'date', 'total', 'claimable']);
});

test('what one of the two leaves open is no difference', async () => {
  const document = await documentOf();
  const summary = { ...summaryOf(document), issuerName: null, encounterDate: null };
  expect(differences(summary, document)).toEqual([]);
  expect(differences({ ...summaryOf(document), issuerName: 'x' }, { ...document, issuer: null })).toEqual([]);
});
