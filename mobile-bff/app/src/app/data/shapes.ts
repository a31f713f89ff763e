/** What the pages' server answers; money in fen, times ISO 8601 in UTC. */

export interface Known<T> {
  readonly value: T | null;
  readonly asOf: string | null;
  readonly stale: boolean;
}

export type InvoiceState = 'RECEIVED' | 'FINAL' | 'REFUSED' | 'EXPIRED';

export interface InvoiceSummary {
  readonly invoiceId: string;
  readonly state: InvoiceState;
  readonly hospital: string;
  readonly issuerName: string | null;
  readonly documentType: string;
  readonly encounterDate: string | null;
  readonly dischargeDate: string | null;
  readonly department: string | null;
  readonly visitNumber: string | null;
  readonly totalFen: number;
  readonly claimableFen: number;
  readonly issuedAt: string;
  readonly finalAt: string | null;
  readonly outcome: string | null;
}

export interface PersonClaim {
  readonly claimId: string;
  readonly payer: string;
  readonly payerName: string;
  readonly invoiceId: string;
  readonly policy: string;
  readonly status: string;
  readonly statusText: string;
  readonly ended: boolean;
  readonly submittedAt: string;
  readonly amountFen: number | null;
  readonly personShareFen: number | null;
  readonly refusal: Refusal | null;
}

export interface PersonCoverage {
  readonly payer: string;
  readonly payerName: string;
  readonly policy: string;
  readonly planId: string;
  readonly official: boolean;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface Home {
  readonly invoices: Known<Page<InvoiceSummary> & { readonly total: number }>;
  readonly claims: Known<readonly PersonClaim[]>;
  readonly coverages: Known<readonly PersonCoverage[]>;
}

export type Field =
  | 'ISSUER'
  | 'ENCOUNTER'
  | 'COVERAGE'
  | 'MONEY'
  | 'CATEGORIES'
  | 'LINES'
  | 'DIAGNOSES'
  | 'PAYER_NAME'
  | 'PAYER_DOCUMENT'
  | 'BUSINESS_NUMBER';

export interface ConsentView {
  readonly consentId: string;
  readonly invoiceId: string;
  readonly payer: string;
  readonly purpose: string;
  readonly fields: readonly Field[];
  readonly grantedAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

/** A consent with what people call its payer and whose invoice it is about, as far as that is known. */
export interface NamedConsent {
  readonly consent: ConsentView;
  readonly payerName: string | null;
  readonly issuerName: string | null;
  readonly encounterDate: string | null;
}

export interface InvoiceDetail {
  readonly summary: InvoiceSummary;
  readonly bundle: unknown;
  readonly claims: readonly PersonClaim[];
  readonly consents: readonly ConsentView[];
  readonly asOf: string;
  readonly stale: boolean;
}

export interface TraceEntry {
  readonly step: string;
  readonly params: Readonly<Record<string, string>>;
  readonly amounts: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Refusal {
  readonly code: string;
  readonly field: string;
  readonly reason: string;
  readonly nextStep: string;
  readonly remainingFen: number | null;
}

export interface Estimate {
  readonly decision: 'PAYABLE' | 'NOTHING_PAYABLE' | 'REFUSED' | 'REVIEW';
  readonly amountFen: number | null;
  readonly personShareFen: number | null;
  readonly planId: string | null;
  readonly planEffectiveFrom: string | null;
  readonly planOfficial: boolean | null;
  readonly planSource: string | null;
  readonly positionKnown: boolean;
  readonly trace: readonly TraceEntry[];
  readonly refusal: Refusal | null;
}

export interface ClaimOption {
  readonly payer: string;
  readonly payerName: string;
  readonly policy: string;
  readonly official: boolean;
  readonly estimate: Estimate | null;
  readonly consent: { readonly fields: readonly Field[]; readonly purpose: string; readonly expiresAt: string };
}

export interface ClaimOffer {
  readonly summary: InvoiceSummary;
  readonly options: readonly ClaimOption[];
  readonly asOf: string;
}

export interface TimelineEntry {
  readonly state: string;
  readonly at: string;
  readonly cause: string;
}

export interface ClaimView {
  readonly claimId: string;
  readonly payer: string;
  readonly invoiceId: string;
  readonly policy: string;
  readonly status: string;
  readonly statusText: string;
  readonly ended: boolean;
  readonly submittedAt: string;
  readonly amountFen: number | null;
  readonly personShareFen: number | null;
  readonly planId: string | null;
  readonly planEffectiveFrom: string | null;
  readonly planOfficial: boolean | null;
  readonly planSource: string | null;
  readonly refusal: Refusal | null;
  readonly timeline: readonly TimelineEntry[];
  readonly trace: readonly TraceEntry[];
}

export interface Receipt {
  readonly claimId: string;
  readonly invoiceId: string;
  readonly payer: string;
  readonly payerName: string;
  readonly amountFen: number | null;
  readonly personShareFen: number | null;
  readonly tappedAt: string;
  readonly paidAt: string;
  readonly submittedToPaidMillis: number;
  readonly messageId: string | null;
  readonly bankStatus: string | null;
}

export interface ClaimScreen {
  readonly claim: ClaimView;
  readonly summary: InvoiceSummary | null;
  readonly receipt: Receipt | null;
  readonly asOf: string;
  readonly stale: boolean;
}

/** Data of a `step` event of a claim's stream. */
export interface ClaimStep {
  readonly n: number;
  readonly state: string;
  readonly at: string;
  readonly cause: string;
  readonly statusText: string | null;
  readonly amountFen: number | null;
  readonly ended: boolean;
}

export interface SubmitClaim {
  readonly claimId: string;
  readonly consentId: string;
  readonly invoiceId: string;
  readonly payer: string;
  readonly policy: string;
  readonly fields: readonly Field[];
  readonly expiresAt: string;
}
