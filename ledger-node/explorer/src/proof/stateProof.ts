import { Broken, FormatError, orBroken } from '@app/verifier/broken';
import { equal, fromBase64, type Bytes } from '@app/verifier/bytes';
import type { Cryptography } from '@app/verifier/cryptography';

/** The row of a key, or its absence, as of a block's header leaf (formats.md, "State map"). */
export interface StateProof {
  readonly key: Bytes;
  readonly end: SearchEnd;
  /** From the root down. */
  readonly nodes: readonly MapNode[];
  readonly headerLeaf: Bytes;
  /** C2SP tlog-proof of the header leaf. */
  readonly inclusion: string;
}

/** At what a search for the key ends: its row, another one, or nothing because there are no rows. */
export type SearchEnd =
  | { readonly kind: 'value'; readonly value: Bytes }
  | { readonly kind: 'other'; readonly key: Bytes; readonly valueDigest: Bytes }
  | { readonly kind: 'nothing' };

export interface MapNode {
  /** The first bit in which not all paths below are the same. */
  readonly bit: number;
  /** Hash of the side to which the search does not turn. */
  readonly beside: Bytes;
}

const FIRST_LINE = 'yipiao/state-proof@v1';
const MAX_CHARACTERS = 65_536;
const BITS = 256;
const MAX_KEY = 32;
const INVOICE_TABLE = 2;
const PROBLEM = 'STATE_FORMAT';

/** The key of an invoice's row. */
export function invoiceKey(id: bigint): Bytes {
  const key = new Uint8Array(9);
  key[0] = INVOICE_TABLE;
  new DataView(key.buffer).setBigUint64(1, id);
  return key;
}

export function readStateProof(text: string): StateProof {
  return orBroken(PROBLEM, () => {
    const blank = text.indexOf('\n\n');
    if (text.length > MAX_CHARACTERS || blank < 0) throw new FormatError('not a state proof');
    const lines = text.slice(0, blank).split('\n');
    if (lines.length < 4 || lines[0] !== FIRST_LINE) throw new FormatError('not a state proof');
    const nodes = lines.slice(3, -1).map(readNode);
    nodes.forEach(({ bit }, i) => {
      if (bit >= BITS || bit <= (nodes[i - 1]?.bit ?? -1)) throw new FormatError('bits that do not ascend');
    });
    const end = readEnd(lines[2] ?? '');
    if (end.kind === 'nothing' && nodes.length > 0) throw new FormatError('steps through a map without rows');
    return {
      key: keyOf(fromBase64(words(lines[1], 'key', 1)[0] ?? '')),
      end,
      nodes,
      headerLeaf: fromBase64(words(lines.at(-1), 'header', 1)[0] ?? ''),
      inclusion: text.slice(blank + 2),
    };
  });
}

function readEnd(line: string): SearchEnd {
  if (line === 'nothing') return { kind: 'nothing' };
  if (line.startsWith('value ')) return { kind: 'value', value: fromBase64(words(line, 'value', 1)[0] ?? '') };
  const [key = '', digest = ''] = words(line, 'other', 2);
  return { kind: 'other', key: keyOf(fromBase64(key)), valueDigest: hashOf(digest) };
}

function readNode(line: string): MapNode {
  const [bit = '', hash = ''] = words(line, 'node', 2);
  if (!/^(0|[1-9][0-9]{0,2})$/.test(bit)) throw new FormatError('a bit');
  return { bit: Number(bit), beside: hashOf(hash) };
}

function words(line: string | undefined, name: string, count: number): readonly string[] {
  const [first, ...rest] = (line ?? '').split(' ');
  if (first !== name || rest.length !== count) throw new FormatError(`the line "${name}"`);
  return rest;
}

function hashOf(text: string): Bytes {
  const bytes = fromBase64(text);
  if (bytes.length !== 32) throw new FormatError('a digest has 32 bytes');
  return bytes;
}

function keyOf(bytes: Bytes): Bytes {
  if (bytes.length < 1 || bytes.length > MAX_KEY) throw new FormatError('a key has 1 to 32 bytes');
  return bytes;
}

/** Absence rests on this: the other row stands where a search for the key ends. */
export function requireSearchEndsHere(proof: StateProof): void {
  const { end } = proof;
  if (end.kind !== 'other') return;
  if (equal(path(end.key), path(proof.key))) throw new Broken(PROBLEM, { reason: 'the other row is that of the key' });
  for (const { bit } of proof.nodes) {
    if (bitOf(end.key, bit) !== bitOf(proof.key, bit)) throw new Broken(PROBLEM, { reason: 'the search turns away' });
  }
}

/** The root to which the nodes lead. */
export async function mapRoot(proof: StateProof, cryptography: Cryptography): Promise<Bytes> {
  let hash = await endHash(proof, cryptography);
  for (const { bit, beside } of [...proof.nodes].reverse()) {
    const prefix = Uint8Array.of(0x11, bit);
    hash = bitOf(proof.key, bit)
      ? await cryptography.sha256(prefix, beside, hash)
      : await cryptography.sha256(prefix, hash, beside);
  }
  return hash;
}

async function endHash({ key, end }: StateProof, cryptography: Cryptography): Promise<Bytes> {
  switch (end.kind) {
    case 'nothing':
      return new Uint8Array(32);
    case 'value':
      return rowHash(key, await cryptography.sha256(end.value), cryptography);
    case 'other':
      return rowHash(end.key, end.valueDigest, cryptography);
  }
}

function rowHash(key: Bytes, valueDigest: Bytes, cryptography: Cryptography): Promise<Bytes> {
  return cryptography.sha256(Uint8Array.of(0x10, key.length), key, valueDigest);
}

/** SHA-256(0x02 ‖ root of the map). */
export function stateRootOf(root: Bytes, cryptography: Cryptography): Promise<Bytes> {
  return cryptography.sha256(Uint8Array.of(2), root);
}

function path(key: Bytes): Bytes {
  const padded = new Uint8Array(MAX_KEY);
  padded.set(key);
  return padded;
}

function bitOf(key: Bytes, bit: number): boolean {
  return ((key[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
}
