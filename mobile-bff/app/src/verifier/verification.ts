import type { SuiteName } from './suite';

export type { SuiteName } from './suite';

/** The links of the chain, in the order in which they are checked. */
export const CHAIN = [
  'trust',
  'bundle',
  'document',
  'issuer-certificate',
  'issuer-signature',
  'disclosures',
  'issuer-name',
  'commitment',
  'operation',
  'inclusion',
  'checkpoint',
  'cosignatures',
  'certificate-time',
] as const;

export type CheckId = (typeof CHAIN)[number];

/**
 * One link of the chain from the hospital's signature to the register's cosigned state.
 *
 * `problem` is a stable code: that of the offline verifier where it has one (`COMMITMENT_DIFFERS`, `QUORUM` …), else
 * `CERTIFICATE_NOT_VALID_THEN`, or with `unable` what is missing here: `CRYPTO_UNAVAILABLE`, `ED25519_UNAVAILABLE`,
 * `SUITE_UNSUPPORTED`, `ALGORITHM_UNSUPPORTED`, `TRUST_MALFORMED`.
 */
export interface Check {
  readonly id: CheckId;
  readonly ok: boolean;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly problem?: string;
  /** The link is not broken: it cannot be checked in this browser or with this trust file. */
  readonly unable?: true;
  /** The link holds, and a reader has to look all the same: `ISSUER_NAME_DIFFERS`. */
  readonly doubt?: string;
}

/** `CANNOT_CHECK` says nothing of the bundle, neither good nor bad. */
export type Outcome = 'VALID' | 'BROKEN' | 'CANNOT_CHECK';

/**
 * What came of verifying a bundle. `checks` end with the first link that does not hold; those of `CHAIN` that are not in
 * it were not reached.
 */
export interface Verification {
  /** True for the outcome `VALID` alone. */
  readonly valid: boolean;
  readonly outcome: Outcome;
  readonly checks: readonly Check[];
  /** There once the document could be read and its disclosures belong to it: ask `valid` before believing it. */
  readonly document: Disclosed | null;
  /** There once the signature holds and the document could be read. */
  readonly signer: Signer | null;
  /** By which suite the document is signed; there once the signature holds. */
  readonly suite: SuiteName | null;
}

/**
 * Who has signed, by the certificate under the consortium's root. The chain binds its credit code and member number to
 * those of the document; the name that the document prints is the hospital's own word.
 */
export interface Signer {
  /** The certificate's organisation. */
  readonly name: string;
  /** 统一社会信用代码. */
  readonly creditCode: string;
  /** Its number in the consortium. */
  readonly member: number;
  readonly naming: Naming;
}

/** Whether the printed name is the certificate's; `NOT_SHOWN` when the document discloses none. */
export type Naming = 'SAME' | 'DIFFERENT' | 'NOT_SHOWN';

/** What the document says: the always visible claims, and whatever was disclosed of the rest. Money is in fen. */
export interface Disclosed {
  /** 18 digits: code and number. */
  readonly invoiceId: string;
  /** 票据代码, 8 digits. */
  readonly code: string;
  /** 票据号码, 10 digits. */
  readonly number: string;
  /** The hospital's number in the consortium. */
  readonly member: number;
  /** 统一社会信用代码. */
  readonly issuerCode: string;
  readonly totalFen: number;
  /** What the person paid. */
  readonly claimableFen: number;
  readonly currency: string;
  readonly documentType: DocumentType;
  /** Epoch seconds. */
  readonly issuedAt: number;
  readonly issuer: IssuerContent | null;
  readonly businessNumber: string | null;
  readonly payerName: string | null;
  readonly payerDocument: PersonDocument | null;
  readonly payerPhone: string | null;
  readonly payerMedicalRecord: string | null;
  readonly encounter: EncounterContent | null;
  readonly coverage: string | null;
  readonly money: MoneyContent | null;
  readonly categories: readonly CategoryContent[];
  readonly diagnoses: readonly DiagnosisContent[];
  readonly lines: readonly LineContent[];
  /** Whether the disclosed lines sum to the total: which are hidden cannot be seen. */
  readonly linesSumToTotal: boolean;
  /** Names of disclosed claims that are not in this format's shape. */
  readonly unreadable: readonly string[];
}

export type DocumentType = 'OUTPATIENT_INVOICE' | 'INPATIENT_INVOICE';

export interface IssuerContent {
  readonly name: string;
  /** 行政区划, 6 digits. */
  readonly regionCode: string;
  /** IANA name, in which the hospital's business dates are meant. */
  readonly zone: string;
}

export interface PersonDocument {
  readonly type: string;
  readonly number: string;
}

export interface EncounterContent {
  readonly type: string;
  /** ISO date in the hospital's zone. */
  readonly date: string;
  readonly discharge: string | null;
  readonly department: string | null;
  readonly visitNumber: string | null;
  readonly facilityType: string | null;
}

export interface MoneyContent {
  readonly fundPayFen: number;
  readonly otherPayFen: number;
  readonly accountPayFen: number;
  readonly cashPayFen: number;
  readonly selfPayFen: number | null;
  readonly ownExpenseFen: number | null;
  readonly prepaidFen: number | null;
  readonly toppedUpFen: number | null;
  readonly refundedFen: number | null;
}

export interface CategoryContent {
  readonly category: string;
  readonly amountFen: number;
}

export interface DiagnosisContent {
  readonly code: string;
  readonly system: string;
  readonly text: string | null;
}

/** One charged item; `unitPrice`, `quantity`, `prepayRatio` and `priceCap` are decimal texts. */
export interface LineContent {
  readonly itemCode: string;
  readonly name: string;
  readonly category: string;
  readonly unit: string | null;
  readonly specification: string | null;
  readonly unitPrice: string;
  readonly quantity: string;
  readonly amountFen: number;
  readonly catalogueClass: string;
  readonly prepayRatio: string;
  readonly priceCap: string | null;
  readonly serviceDate: string;
  readonly traceCode: string | null;
}
