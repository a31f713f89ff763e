import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Paper } from '../../src/app/invoice/Paper';
import type { Disclosed } from '../../src/verifier';

const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'&javascript:alert(1)';

/** A document in which every name is hostile; a hospital signs what it likes. */
const document: Disclosed = {
  invoiceId: '110601260000000001',
  code: '11060126',
  number: '0000000001',
  member: 5,
  issuerCode: evil,
  totalFen: 1,
  claimableFen: 1,
  currency: 'CNY',
  documentType: 'OUTPATIENT_INVOICE',
  issuedAt: 1_780_000_000,
  issuer: { name: evil, regionCode: '110101', zone: 'Asia/Shanghai' },
  businessNumber: evil,
  payerName: evil,
  payerDocument: { type: 'x', number: evil },
  payerPhone: evil,
  payerMedicalRecord: evil,
  encounter: { type: 'OUTPATIENT', date: '2026-06-01', discharge: null, department: evil, visitNumber: evil, facilityType: evil },
  coverage: evil,
  money: null,
  categories: [{ category: evil, amountFen: 1 }],
  diagnoses: [{ code: evil, system: evil, text: evil }],
  lines: [],
  linesSumToTotal: true,
  unreadable: [evil],
};

test('whatever a hospital calls itself, a department or a patient, is text in the picture', () => {
  const markup = renderToStaticMarkup(createElement(Paper, { document, label: evil }));
  expect(markup).toContain('&lt;script&gt;');
  expect(markup).not.toMatch(/<(?:script|img)|\son[a-z]+="/i);
});

const sources = import.meta.glob<string>('../../src/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });
const ways = /dangerouslySetInnerHTML|\.(inner|outer)HTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function|srcDoc|DOMParser/;

test('no page has a way by which a text could become markup or a program', () => {
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  expect(Object.keys(sources).filter((file) => ways.test(sources[file] ?? ''))).toEqual([]);
});
