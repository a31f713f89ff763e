import { Broken, FormatError, orBroken } from './broken';
import { hex, type Bytes } from './bytes';

/** A leaf of the log, version 1: one operation and what became of it. */
export interface Leaf {
  readonly type: number;
  readonly member: number;
  /** The first four bytes of SHA-256 of the signing key, as a number. */
  readonly keyId: number;
  readonly transactionId: string;
  /** Place of the operation in its transaction. */
  readonly operationIndex: number;
  /** Nanoseconds since the epoch. */
  readonly consensusTimeNanos: bigint;
  readonly operation: Bytes;
  /** 0 means applied. */
  readonly outcome: number;
  /** What some outcomes add to their number. */
  readonly detail: Bytes;
}

/** The operation that issues an invoice. */
export interface IssueInvoice {
  readonly invoiceId: bigint;
  readonly commitment: Bytes;
  readonly claimableFen: bigint;
  readonly totalFen: bigint;
}

export const ISSUE_INVOICE = 2;

const MAX_BYTES = 4_096;
const FIXED_BYTES = 42;
const OPERATION_BYTES = 9 + 34 + 9 + 9;

export function readLeaf(bytes: Bytes): Leaf {
  return orBroken('LEAF_FORMAT', () => {
    if (bytes.length < FIXED_BYTES || bytes.length > MAX_BYTES) throw new FormatError('a leaf of another length');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (view.getUint8(0) !== 1) throw new FormatError('a leaf of another version');
    const operationLength = view.getUint16(36);
    const outcomeAt = 38 + operationLength;
    if (outcomeAt + 4 > bytes.length) throw new FormatError('the leaf is cut off');
    if (outcomeAt + 4 + view.getUint16(outcomeAt + 2) !== bytes.length) throw new FormatError("the leaf's length");
    return {
      type: view.getUint8(1),
      member: view.getInt32(2),
      keyId: view.getUint32(6),
      transactionId: hex(bytes.subarray(10, 26)),
      operationIndex: view.getUint16(26),
      consensusTimeNanos: view.getBigInt64(28),
      operation: bytes.slice(38, outcomeAt),
      outcome: view.getUint16(outcomeAt),
      detail: bytes.slice(outcomeAt + 4),
    };
  });
}

/** Reads a message of which exactly one encoding is valid: the four fields in order, nothing else. */
export function readIssueInvoice(leaf: Leaf): IssueInvoice {
  if (leaf.type !== ISSUE_INVOICE) throw new Broken('LEAF_TYPE', { operation: leaf.type });
  return orBroken('LEAF_FORMAT', () => {
    const bytes = leaf.operation;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const shaped =
      bytes.length === OPERATION_BYTES &&
      bytes[0] === 0x09 &&
      bytes[9] === 0x12 &&
      bytes[10] === 32 &&
      bytes[43] === 0x19 &&
      bytes[52] === 0x21;
    if (!shaped) throw new FormatError("the operation's fields");
    return {
      invoiceId: view.getBigUint64(1, true),
      commitment: bytes.slice(11, 43),
      claimableFen: view.getBigUint64(44, true),
      totalFen: view.getBigUint64(53, true),
    };
  });
}
