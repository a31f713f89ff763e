/** One link of the chain from the hospital's signature to the register's cosigned state. */
export interface Check {
  readonly id: string;
  readonly ok: boolean;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly problem?: string;
}

/** The outcome of a bundle's verification; `checks` stand in the order of the chain. */
export interface Verification {
  readonly valid: boolean;
  readonly checks: readonly Check[];
  readonly document: Disclosed | null;
}

/** What the document says: the always visible claims, and whatever was disclosed of the rest. */
export interface Disclosed {
  readonly invoiceId: string;
  readonly issuerCode: string;
  readonly totalFen: number;
  readonly claimableFen: number;
  readonly documentType: string;
  /** Epoch seconds. */
  readonly issuedAt: number;
}
