import { Broken } from '@app/verifier/broken';
import { hex, type Bytes } from '@app/verifier/bytes';

/** An invoice as its row in the state has it, amounts in fen. */
export interface InvoiceRow {
  readonly issuer: number;
  readonly status: 'ISSUED' | 'REVERSED' | 'RED';
  readonly commitment: string;
  readonly claimableFen: bigint;
  readonly totalFen: bigint;
  readonly reservedFen: bigint;
  readonly committedFen: bigint;
  readonly reimbursedFen: bigint;
  readonly returnedFen: bigint;
  readonly paperOut: boolean;
  /** Of a reversed invoice its red one, of a red one that which it reversed. */
  readonly counterpart: bigint | null;
  /** What can still be reserved. */
  readonly remainingFen: bigint;
}

const PLAIN_BYTES = 85;
const FULL_BYTES = 126;
const STATUSES = ['ISSUED', 'REVERSED', 'RED'] as const;

/** Reads `issuer (4), status (1), commitment (32), six amounts (8 each)`, and unless plain `paper out (1), counterpart (8), …`. */
export function readInvoiceRow(row: Bytes): InvoiceRow {
  const full = row.length === FULL_BYTES;
  const status = STATUSES[(row[4] ?? 0) - 1];
  if ((!full && row.length !== PLAIN_BYTES) || status === undefined) throw new Broken('ROW_FORMAT', { bytes: row.length });
  const view = new DataView(row.buffer, row.byteOffset, row.length);
  const amount = (place: number) => view.getBigUint64(37 + 8 * place);
  const [claimableFen, reservedFen, committedFen, reimbursedFen] = [amount(0), amount(2), amount(3), amount(4)];
  return {
    issuer: view.getUint32(0),
    status,
    commitment: hex(row.subarray(5, 37)),
    claimableFen,
    totalFen: amount(1),
    reservedFen,
    committedFen,
    reimbursedFen,
    returnedFen: amount(5),
    paperOut: full && row[PLAIN_BYTES] === 1,
    counterpart: full && status !== 'ISSUED' ? view.getBigUint64(PLAIN_BYTES + 1) : null,
    remainingFen: status === 'ISSUED' ? claimableFen - reservedFen - committedFen - reimbursedFen : 0n,
  };
}
