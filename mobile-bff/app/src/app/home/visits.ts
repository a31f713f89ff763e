import { dateOf } from '../../format/time';
import type { InvoiceSummary, PersonClaim } from '../data/shapes';

/** The invoices of one visit or stay. */
export interface Visit {
  readonly key: string;
  readonly issuerName: string | null;
  readonly kind: 'OUTPATIENT' | 'INPATIENT' | 'OTHER';
  readonly department: string | null;
  readonly visitNumber: string | null;
  /** First day, `2026-11-26`. */
  readonly date: string;
  readonly discharge: string | null;
  readonly invoices: readonly InvoiceSummary[];
}

/** The visits that were in one month, `2026-11`. */
export interface Month {
  readonly month: string;
  readonly visits: readonly Visit[];
}

/**
 * Groups invoices by hospital and visit: by the visit's number, where the hospital gave one, else by
 * its day. Newest first; a visit is as new as its day.
 */
export function byMonth(invoices: readonly InvoiceSummary[]): Month[] {
  const visits = new Map<string, InvoiceSummary[]>();
  for (const invoice of invoices) {
    const visit = visits.get(visitKey(invoice));
    if (visit === undefined) visits.set(visitKey(invoice), [invoice]);
    else visit.push(invoice);
  }
  const months = new Map<string, Visit[]>();
  const sorted = [...visits].map(([key, of]) => visitOf(key, of)).sort((one, other) => other.date.localeCompare(one.date));
  for (const visit of sorted) {
    const month = visit.date.slice(0, 7);
    const of = months.get(month);
    if (of === undefined) months.set(month, [visit]);
    else of.push(visit);
  }
  return [...months].map(([month, of]) => ({ month, visits: of }));
}

function visitKey(invoice: InvoiceSummary): string {
  const visit = invoice.visitNumber ?? `${invoice.encounterDate ?? dateOf(invoice.issuedAt)}/${invoice.documentType}`;
  return `${invoice.hospital}/${visit}`;
}

function visitOf(key: string, invoices: InvoiceSummary[]): Visit {
  const sorted = [...invoices].sort((one, other) => other.issuedAt.localeCompare(one.issuedAt));
  const found = <T>(of: (invoice: InvoiceSummary) => T | null): T | null => {
    for (const invoice of sorted) {
      const value = of(invoice);
      if (value !== null) return value;
    }
    return null;
  };
  const type = sorted[0]?.documentType ?? '';
  return {
    key,
    issuerName: found((invoice) => invoice.issuerName),
    kind: type.startsWith('INPATIENT') ? 'INPATIENT' : type.startsWith('OUTPATIENT') ? 'OUTPATIENT' : 'OTHER',
    department: found((invoice) => invoice.department),
    visitNumber: found((invoice) => invoice.visitNumber),
    date: found((invoice) => invoice.encounterDate) ?? dateOf(sorted[0]?.issuedAt ?? ''),
    discharge: found((invoice) => invoice.dischargeDate),
    invoices: sorted,
  };
}

/** What an invoice's row says of it. */
export type Standing =
  | { readonly kind: 'state'; readonly state: 'RECEIVED' | 'REFUSED' | 'EXPIRED' }
  | { readonly kind: 'paid'; readonly amountFen: number }
  | { readonly kind: 'running' }
  | { readonly kind: 'review' }
  | { readonly kind: 'not-paid' }
  | { readonly kind: 'claimable' }
  | { readonly kind: 'none' };

const failed = new Set(['REFUSED', 'REJECTED_BY_BANK']);

export function standingOf(invoice: InvoiceSummary, claims: readonly PersonClaim[]): Standing {
  if (invoice.state !== 'FINAL') return { kind: 'state', state: invoice.state };
  const own = claims.filter((claim) => claim.invoiceId === invoice.invoiceId);
  if (own.some((claim) => !claim.ended)) return { kind: 'running' };
  if (own.some((claim) => claim.status === 'REVIEW')) return { kind: 'review' };
  const paid = own.filter((claim) => claim.status === 'PAID');
  if (paid.length > 0) return { kind: 'paid', amountFen: paid.reduce((sum, claim) => sum + (claim.amountFen ?? 0), 0) };
  if (own.some((claim) => failed.has(claim.status))) return { kind: 'not-paid' };
  return invoice.claimableFen > 0 ? { kind: 'claimable' } : { kind: 'none' };
}

/** What the head of the list says of all that is in it. */
export interface Overview {
  readonly claimable: number;
  readonly claimableFen: number;
  readonly running: number;
  readonly paidFen: number;
}

export function overviewOf(invoices: readonly InvoiceSummary[], claims: readonly PersonClaim[]): Overview {
  const claimable = invoices.filter((invoice) => standingOf(invoice, claims).kind === 'claimable');
  return {
    claimable: claimable.length,
    claimableFen: claimable.reduce((sum, invoice) => sum + invoice.claimableFen, 0),
    running: claims.filter((claim) => !claim.ended || claim.status === 'REVIEW').length,
    paidFen: claims.reduce((sum, claim) => sum + (claim.status === 'PAID' ? (claim.amountFen ?? 0) : 0), 0),
  };
}
