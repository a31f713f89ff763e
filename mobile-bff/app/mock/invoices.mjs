// Made-up invoices of a made-up person. The first has the golden proof bundle, which verifies.
import { readFileSync } from 'node:fs';

const golden = new URL('../../../invoice-service/document/src/test/resources/golden/', import.meta.url);
const bundle = JSON.parse(readFileSync(new URL('bundle.json', golden), 'utf8'));
export const trust = JSON.parse(readFileSync(new URL('consortium.json', golden), 'utf8'));
/** A consortium whose validators change: trust lists and the golden bundle's like before and after, and what proves the changes. */
export const epochs = JSON.parse(readFileSync(new URL('bundle-epochs.json', golden), 'utf8'));

const first = { hospital: 'hospital-one', issuerName: '示范第一医院' };
const second = { hospital: 'hospital-two', issuerName: '示范第二人民医院' };
const clinic = { hospital: 'clinic-nine', issuerName: '示范东街社区卫生服务中心' };

function invoice(invoiceId, issuer, date, totalFen, more = {}) {
  return {
    invoiceId,
    state: 'FINAL',
    ...issuer,
    documentType: 'OUTPATIENT_INVOICE',
    encounterDate: date,
    dischargeDate: null,
    department: null,
    visitNumber: null,
    totalFen,
    claimableFen: totalFen,
    issuedAt: `${more.dischargeDate ?? date}T02:15:03Z`,
    finalAt: `${more.dischargeDate ?? date}T02:15:05Z`,
    outcome: 'APPLIED',
    ...more,
  };
}

export const outpatientId = '110601260000000001';
export const tamperedId = '110601260000000002';
export const inpatientId = '110614260000000317';
export const pendingId = '110601260000004410';

export function invoices() {
  return [
    invoice(pendingId, clinic, '2026-11-26', 8650, { department: '全科', state: 'RECEIVED', finalAt: null, outcome: null, issuedAt: '2026-11-26T06:40:00Z' }),
    invoice(outpatientId, first, '2026-11-26', 126000, { department: '骨科', visitNumber: 'MZ20261126018' }),
    invoice(tamperedId, first, '2026-11-26', 5000, { department: '骨科', visitNumber: 'MZ20261126018', issuedAt: '2026-11-26T01:30:00Z' }),
    invoice(inpatientId, second, '2026-11-02', 6800000, {
      documentType: 'INPATIENT_INVOICE',
      dischargeDate: '2026-11-12',
      department: '心血管内科',
      visitNumber: 'ZY2026110233',
      claimableFen: 1741000,
    }),
    invoice('110601260000002981', second, '2026-10-18', 32000, { department: '眼科' }),
    invoice('110601260000001730', clinic, '2026-09-03', 88000, { department: '口腔科' }),
    invoice('110601260000001512', clinic, '2026-09-03', 1200, { department: '全科', claimableFen: 0 }),
  ];
}

/** Names as people make them who mean harm, or mean well and have long ones. */
export const hostileName = '示范\u202e院医一第\u202c\u200b\u200b مستشفى النموذج <b>';
const longName = '示范省示范市人民医院医疗集团附属康复与老年医学中心（东院区）第二门诊部';

/** Thirty invoices: some of hostile names, some of long ones. */
export function crowd() {
  const names = [hostileName, longName, first.issuerName, 'St. Gallen-Appenzeller Universitätsklinikum für Rehabilitation'];
  return Array.from({ length: 30 }, (_, i) =>
    invoice(`1106012600000${10_000 + i}`, { hospital: `hospital-${i % 7}`, issuerName: names[i % names.length] }, `2026-${String(11 - (i >> 3)).padStart(2, '0')}-${String(27 - i % 26).padStart(2, '0')}`, 999_999_999 >> (i % 24), {
      department: i % 3 === 0 ? '神经内科（含睡眠与癫痫专病）\u2067' : null,
      state: ['FINAL', 'FINAL', 'REFUSED', 'EXPIRED', 'RECEIVED'][i % 5],
    }),
  );
}

/** A letter of the document changed: its proof must not hold. */
function tampered() {
  const [jwt, ...rest] = bundle.document.split('~');
  const middle = Math.floor(jwt.length / 2);
  const other = jwt[middle] === 'A' ? 'B' : 'A';
  return { ...bundle, document: [jwt.slice(0, middle) + other + jwt.slice(middle + 1), ...rest].join('~') };
}

export function bundleOf(invoiceId) {
  if (invoiceId === outpatientId) return bundle;
  return invoiceId === tamperedId ? tampered() : null;
}
