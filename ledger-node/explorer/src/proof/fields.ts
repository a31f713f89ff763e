import { FormatError } from '@app/verifier/broken';
import { hex, type Bytes } from '@app/verifier/bytes';
import type { Leaf } from '@app/verifier/leaf';
import { MessageReader } from '@app/verifier/message';

/** A field of an operation, in the way in which it is shown. */
export type FieldValue =
  | { readonly kind: 'number' | 'invoice' | 'fen' | 'nanos'; readonly value: bigint }
  | { readonly kind: 'member'; readonly value: number }
  | { readonly kind: 'digest' | 'text' | 'word'; readonly value: string }
  | { readonly kind: 'flag'; readonly value: boolean };

export interface Field {
  /** As formats.md has it. */
  readonly name: string;
  readonly value: FieldValue;
}

type Kind = 'invoice' | 'fen' | 'nanos' | 'count' | 'member' | 'number' | 'd16' | 'd32' | 'text' | 'flag' | 'bytes' | 'unsigned' | readonly string[];
type Shape = readonly (readonly [name: string, kind: Kind])[];

const CLAIM: Shape = [['invoice_id', 'invoice'], ['claim_id', 'd16']];
const APPROVED: Shape = [['content', 'bytes'], ['epoch', 'unsigned'], ['expiry_epoch_nanos', 'nanos'], ['approvals', 'bytes']];

/** The operations of formats.md by their numbers; a closed set of words stands for its numbers, from 0. */
const SHAPES: Readonly<Record<number, Shape>> = {
  0: [['genesis_digest', 'd32']],
  1: [['hospital', 'member'], ['gateway_instance', 'text'], ['first_invoice_id', 'invoice'], ['count', 'count']],
  2: [['invoice_id', 'invoice'], ['commitment', 'd32'], ['claimable_fen', 'fen'], ['total_fen', 'fen']],
  3: [['invoice_id', 'invoice'], ['red_invoice_id', 'invoice'], ['red_commitment', 'd32'], ['reason', ['', 'refunded', 'refunded-in-part', 'issued-in-error']]],
  4: [['invoice_id', 'invoice'], ['paper_number_digest', 'd32']],
  5: [['invoice_id', 'invoice']],
  6: [...CLAIM, ['amount_fen', 'fen'], ['benefit_digest', 'd32'], ['consent_digest', 'd32'], ['trace_digest', 'd32'], ['expiry_epoch_nanos', 'nanos'], ['commit', 'flag'], ['medium', ['electronic', 'paper']]],
  7: CLAIM,
  8: [...CLAIM, ['amount_fen', 'fen'], ['payment_digest', 'd32']],
  9: [...CLAIM, ['rejection_digest', 'd32']],
  10: [...CLAIM, ['return_id', 'd16'], ['amount_fen', 'fen'], ['evidence_digest', 'd32']],
  11: [['evidence_digest', 'd32'], ['kind', ['', 'audit-trail', 'archive', 'reconciliation', 'misconduct']]],
  32: APPROVED,
  33: APPROVED,
  34: APPROVED,
  35: APPROVED,
  255: [['height', 'unsigned'], ['consensus_time_nanos', 'nanos'], ['last_round', 'unsigned'], ['order_hash', 'd32'], ['contract_version', 'number'], ['state_root', 'd32'], ['roster_digest', 'd32'], ['previous_root', 'd32']],
};

/** The fields of a leaf's operation; null where this page does not know its type or the bytes have another form. */
export function fieldsOf(leaf: Leaf): readonly Field[] | null {
  const shape = SHAPES[leaf.type];
  if (shape === undefined) return null;
  try {
    const reader = new MessageReader(leaf.operation);
    const fields = shape.map(([name, kind], i) => ({ name, value: read(reader, i + 1, kind) }));
    reader.end();
    return fields;
  } catch (e) {
    if (e instanceof FormatError) return null;
    throw e;
  }
}

function read(reader: MessageReader, field: number, kind: Kind): FieldValue {
  if (typeof kind !== 'string') {
    const number = reader.fixed32(field);
    const word = kind[number];
    return word ? { kind: 'word', value: word } : { kind: 'number', value: BigInt(number) };
  }
  switch (kind) {
    case 'invoice':
    case 'fen':
    case 'nanos':
      return { kind, value: reader.fixed64(field) };
    case 'unsigned':
      return { kind: 'number', value: reader.fixed64(field) };
    case 'member':
      return { kind, value: reader.fixed32(field) };
    case 'count':
    case 'number':
      return { kind: 'number', value: BigInt(reader.fixed32(field)) };
    case 'd16':
      return { kind: 'digest', value: hex(reader.bytes(field, 16)) };
    case 'd32':
      return { kind: 'digest', value: hex(reader.bytes(field, 32)) };
    case 'bytes':
      return { kind: 'digest', value: hex(reader.bytes(field)) };
    case 'text':
      return { kind, value: reader.text(field) };
    case 'flag':
      return { kind, value: reader.bool(field) };
  }
}

/** What some outcomes add to their number (formats.md, "Leaf"): the amount that is left, or a claim's id. */
export function outcomeDetail(outcome: number, detail: Bytes): FieldValue | null {
  if ([52, 71, 72].includes(outcome) && detail.length === 8) {
    return { kind: 'fen', value: new DataView(detail.buffer, detail.byteOffset, 8).getBigUint64(0) };
  }
  return detail.length === 0 ? null : { kind: 'digest', value: hex(detail) };
}
