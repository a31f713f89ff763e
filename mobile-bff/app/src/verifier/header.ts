import { Broken, FormatError, orBroken } from './broken';
import type { Bytes } from './bytes';
import type { Leaf } from './leaf';
import { MessageReader } from './message';

/** The last leaf of a block (formats.md, "Block header"). */
export interface BlockHeader {
  readonly height: bigint;
  readonly timeNanos: bigint;
  readonly contractVersion: number;
  readonly stateRoot: Bytes;
  readonly rosterDigest: Bytes;
}

export const BLOCK_HEADER = 255;

export function readHeader(leaf: Leaf): BlockHeader {
  return orBroken('HEADER', () => {
    if (leaf.type !== BLOCK_HEADER) throw new Broken('HEADER', { type: leaf.type });
    if (leaf.member !== 0 || leaf.keyId !== 0 || leaf.outcome !== 0 || leaf.operationIndex !== 0 || leaf.detail.length > 0) {
      throw new FormatError('a block header of a member');
    }
    const fields = new MessageReader(leaf.operation);
    const height = fields.fixed64(1);
    const timeNanos = fields.fixed64(2);
    fields.fixed64(3);
    fields.bytes(4, 32);
    const contractVersion = fields.fixed32(5);
    const stateRoot = fields.bytes(6, 32);
    const rosterDigest = fields.bytes(7, 32);
    fields.bytes(8, 32);
    fields.end();
    if (timeNanos !== leaf.consensusTimeNanos) throw new FormatError('two times');
    return { height, timeNanos, contractVersion, stateRoot, rosterDigest };
  });
}
