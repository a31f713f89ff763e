// The answers of the payers' interface, as claims-service gives them. Money in fen, times ISO-8601.

export interface StaffSession {
  readonly signedIn: boolean;
  readonly serverTime: number;
  readonly tenant?: string;
  readonly staffId?: string;
  readonly canDecide?: boolean;
}

export type Decision = 'APPROVE' | 'PARTIAL' | 'REFUSE';

export interface Proposal {
  /** A `Decision`, or `CLOSE`, `BANK_PAID` or `BANK_REJECTED` of a resolution. */
  readonly decision: string;
  readonly amountFen: number | null;
  readonly reasonCode: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly note: string | null;
}

export interface QueuedClaim {
  readonly claimId: string;
  readonly invoiceId: string;
  readonly policy: string;
  readonly cause: string;
  readonly causeText: string;
  readonly amountFoundFen: number | null;
  readonly submittedAt: string;
  readonly waitingSince: string;
  readonly decisions: readonly Decision[];
  readonly nextStep: string;
  readonly proposal: Proposal | null;
}

export interface ClaimSummary {
  readonly claimId: string;
  readonly invoiceId: string;
  readonly policy: string;
  readonly status: string;
  readonly submittedAt: string;
  readonly amountFen: number | null;
}

export interface Page<T> {
  readonly claims: readonly T[];
  readonly next: string | null;
}

export interface TraceEntry {
  readonly step: string;
  readonly params: Readonly<Record<string, string>>;
  /** Yuan as decimals, by the field names of the national settlement interface. */
  readonly amounts: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface PersonDecision {
  readonly decision: string;
  readonly amountFen: number | null;
  readonly reasonCode: string;
  readonly reason: string;
  readonly at: string;
  readonly decidedBy: string | null;
  readonly confirmedBy: string | null;
  readonly note: string | null;
  readonly digest: string | null;
}

export interface Claim extends ClaimSummary {
  readonly payer: string;
  readonly statusText: string;
  readonly ended: boolean;
  readonly personShareFen: number | null;
  readonly planId: string | null;
  readonly planEffectiveFrom: string | null;
  readonly planOfficial: boolean | null;
  readonly planSource: string | null;
  readonly consentDigest: string;
  readonly traceDigest: string | null;
  readonly payout: {
    readonly messageId: string;
    readonly bankStatus: string | null;
    readonly instructedAt: string;
    readonly answeredAt: string | null;
  } | null;
  readonly refusal: {
    readonly code: string;
    readonly reason: string;
    readonly nextStep: string;
    readonly remainingFen: number | null;
  } | null;
  readonly timeline: readonly { readonly state: string; readonly at: string; readonly cause: string }[];
  readonly trace: readonly TraceEntry[];
  readonly decisions: readonly PersonDecision[];
  readonly proposal: Proposal | null;
}

/** What a person decides; `amountFen` with `APPROVE` is the amount that was seen. */
export interface DecideClaim {
  readonly decision: Decision;
  readonly amountFen: number | null;
  readonly reasonCode: string;
  readonly note: string | null;
}

export const payingReasons = ['ITEMS_COVERED', 'ITEMS_COVERED_IN_PART', 'EVIDENCE_SUFFICIENT', 'GOODWILL'];
export const refusingReasons = [
  'ITEMS_NOT_COVERED',
  'EVIDENCE_MISSING',
  'NOT_MEDICALLY_NEEDED',
  'EXCLUDED_BY_POLICY',
  'INVOICE_DOUBTED',
];

export const states = [
  'REVIEW', 'SUBMITTED', 'VERIFIED', 'ADJUDICATED', 'RESERVING', 'COMMITTED', 'PAYING', 'PAID_BY_BANK', 'SETTLING', 'PAID',
  'RELEASING', 'REJECTED_BY_BANK', 'REFUSED',
];
