import { FormatError, orBroken } from './broken';
import { concat, equal, fromBase64, hex, utf8, type Bytes } from './bytes';
import type { Cryptography } from './cryptography';

/** The last second of the year 9999: every reader of a date can say it. */
const LATEST_SECONDS = 253_402_300_799n;

/** A line `— <key name> base64(key id ‖ signature)` of a signed note (C2SP signed-note). */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: Bytes;
  readonly signature: Bytes;
}

/** A signed checkpoint (C2SP tlog-checkpoint) without extension lines. */
export interface CheckpointNote {
  /** The three lines that are signed. */
  readonly body: string;
  readonly origin: string;
  readonly size: bigint;
  readonly root: Bytes;
  readonly signatures: readonly NoteSignature[];
}

/** A leaf's index, the path to the root, and the checkpoint it leads to (C2SP tlog-proof). */
export interface TlogProof {
  readonly index: bigint;
  readonly path: readonly Bytes[];
  readonly checkpoint: string;
}

/** A verifier key of signed notes. */
export interface Vkey {
  readonly text: string;
  readonly name: string;
  readonly keyId: Bytes;
  readonly type: number;
  readonly material: Bytes;
}

export const LOG = 0x01;
export const COSIGNATURE = 0x04;
/** A type with a long name after the byte, as SM2 will have. */
export const NAMED = 0xff;

const KNOWN_TYPES = [LOG, COSIGNATURE, 0x06, NAMED];
const FIRST_LINE = 'c2sp.org/tlog-proof@v1\n';
const DASH = '— ';
const MAX_PATH = 63;
const MAX_NOTE = 1 << 20;
const MAX_SIGNATURES = 128;
const MAX_LONG = (1n << 63n) - 1n;

export function readProof(text: string): TlogProof {
  return orBroken('PROOF_FORMAT', () => {
    const blank = text.indexOf('\n\n');
    if (!text.startsWith(FIRST_LINE) || blank < FIRST_LINE.length) throw new FormatError('not a tlog-proof');
    const [first = '', ...hashes] = text.slice(FIRST_LINE.length, blank).split('\n');
    if (!first.startsWith('index ')) throw new FormatError('the proof names no index');
    if (hashes.length > MAX_PATH) throw new FormatError('the path is too long');
    return { index: whole(first.slice(6)), path: hashes.map(digest), checkpoint: text.slice(blank + 2) };
  });
}

export function readCheckpoint(note: string): CheckpointNote {
  return orBroken('CHECKPOINT_FORMAT', () => {
    const split = note.lastIndexOf('\n\n');
    if (split < 0 || !note.endsWith('\n') || note.length > MAX_NOTE) throw new FormatError('not a signed note');
    for (let i = 0; i < note.length; i++) {
      const code = note.charCodeAt(i);
      if (code < 0x20 && code !== 0x0a) throw new FormatError('a control character in the note');
    }
    const body = note.slice(0, split + 1);
    const lines = note.slice(split + 2);
    if (lines === '') throw new FormatError('the note is not signed');
    const signatures = lines.slice(0, -1).split('\n');
    if (signatures.length > MAX_SIGNATURES) throw new FormatError('too many signatures');
    const [origin = '', size = '', root = '', end, ...more] = body.split('\n');
    if (end !== '' || more.length > 0) throw new FormatError('a checkpoint has origin, size and root');
    return {
      body,
      origin: requireName(origin),
      size: whole(size),
      root: digest(root),
      signatures: signatures.map(signature),
    };
  });
}

function signature(line: string): NoteSignature {
  const space = line.indexOf(' ', DASH.length);
  if (!line.startsWith(DASH) || space < 0) throw new FormatError('not a signature line');
  const bytes = fromBase64(line.slice(space + 1));
  if (bytes.length <= 4) throw new FormatError('a signature line without signature');
  return { name: requireName(line.slice(DASH.length, space)), keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

/** Reads `<name>+<key id>+<base64(type ‖ key)>`; the key id is the begin of SHA-256(name ‖ 0x0a ‖ type ‖ key). */
export async function readVkey(text: string, cryptography: Cryptography): Promise<Vkey> {
  const found = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(text);
  const [, name = '', id = '', encoded = ''] = found ?? [];
  if (found === null) throw new FormatError('a verifier key has three parts');
  const typed = fromBase64(encoded);
  const type = typed[0] ?? 0;
  if (typed.length < 2 || !KNOWN_TYPES.includes(type)) throw new FormatError('a verifier key of another type');
  if ((type === LOG || type === COSIGNATURE) && typed.length !== 33) {
    throw new FormatError('an Ed25519 public key has 32 bytes');
  }
  const hash = await cryptography.sha256(utf8(requireName(name) + '\n'), typed);
  const keyId = hash.slice(0, 4);
  if (hex(keyId) !== id) throw new FormatError('the key id does not fit the verifier key');
  return { text, name, keyId, type, material: typed.slice(1) };
}

/** Whether a signature line claims to be by this key. */
export function names(key: Vkey, line: NoteSignature): boolean {
  return key.name === line.name && equal(key.keyId, line.keyId);
}

/** The first line of each key: else the maker of a note would choose how often lines of one key are verified. */
export function firstOfEachKey(note: CheckpointNote): readonly NoteSignature[] {
  const seen = new Set<string>();
  return note.signatures.filter(({ name, keyId }) => {
    const signer = name + ' ' + hex(keyId);
    return seen.size < seen.add(signer).size;
  });
}

/** The log's own signature covers the three lines. */
export function verifyLogLine(
  key: Vkey,
  note: CheckpointNote,
  line: NoteSignature,
  cryptography: Cryptography,
): Promise<boolean> {
  return cryptography.verifyEd25519(key.material, utf8(note.body), line.signature);
}

/**
 * A cosignature (C2SP tlog-cosignature) covers its time and the three lines.
 *
 * @returns the time in seconds since the epoch, or null when it does not verify or names none until the year 9999
 */
export async function verifyCosignature(
  key: Vkey,
  note: CheckpointNote,
  line: NoteSignature,
  cryptography: Cryptography,
): Promise<bigint | null> {
  const timed = line.signature;
  if (timed.length !== 72) return null;
  const seconds = new DataView(timed.buffer, timed.byteOffset, 8).getBigInt64(0);
  const message = concat(utf8(`cosignature/v1\ntime ${seconds}\n`), utf8(note.body));
  const sensible = seconds >= 0n && seconds <= LATEST_SECONDS;
  const verified = sensible && (await cryptography.verifyEd25519(key.material, message, timed.slice(8)));
  return verified ? seconds : null;
}

function requireName(name: string): string {
  if (name === '' || /[+\s\p{Z}\p{Cc}]/u.test(name)) throw new FormatError('a key name has no spaces and no plus');
  return name;
}

function whole(text: string): bigint {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text) || BigInt(text) > MAX_LONG) throw new FormatError('not a whole number');
  return BigInt(text);
}

function digest(text: string): Bytes {
  const bytes = fromBase64(text);
  if (bytes.length !== 32) throw new FormatError('a digest has 32 bytes');
  return bytes;
}
