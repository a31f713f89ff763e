import type { Disclosed } from '../../verifier';
import type { InvoiceSummary } from '../data/shapes';

export type Difference = 'hospital' | 'kind' | 'date' | 'department' | 'visitNumber' | 'total' | 'claimable';

/** In what the server's summary says otherwise than the verified document; what either leaves open is no difference. */
export function differences(summary: InvoiceSummary, document: Disclosed): readonly Difference[] {
  const { encounter, issuer } = document;
  const pairs: readonly (readonly [Difference, unknown, unknown])[] = [
    ['hospital', summary.issuerName, issuer?.name],
    ['kind', summary.documentType, document.documentType],
    ['date', summary.encounterDate, encounter?.date],
    ['date', summary.dischargeDate, encounter?.discharge],
    ['department', summary.department, encounter?.department],
    ['visitNumber', summary.visitNumber, encounter?.visitNumber],
    ['total', summary.totalFen, document.totalFen],
    ['claimable', summary.claimableFen, document.claimableFen],
  ];
  const found = pairs.filter(([, said, proven]) => !open(said) && !open(proven) && said !== proven).map(([what]) => what);
  return [...new Set(found)];
}

function open(value: unknown): boolean {
  return value === null || value === undefined;
}
