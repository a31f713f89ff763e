import { FormatError, Unable } from '@app/verifier/broken';
import { fromUtf8, hex, type Bytes } from '@app/verifier/bytes';
import { Cryptography } from '@app/verifier/cryptography';
import { parseJson } from '@app/verifier/json';
import { readTrust, type TrustRoot } from '@app/verifier/trust';

/** A trust root as it was loaded. */
export interface Keys {
  readonly trust: TrustRoot;
  /** SHA-256 of the file, hexadecimal: what members compare. */
  readonly fingerprint: string;
  /** Where it came from: this node, which is then trusted for the keys, or a file of the reader's own. */
  readonly source: 'node' | 'file';
  /** How many of the trust root's epochs came after, proven here from the file. */
  readonly followed: number;
}

export type KeysFound =
  | { readonly kind: 'keys'; readonly keys: Keys }
  | { readonly kind: 'none'; readonly problem: string; readonly reason: string };

const mostBytes = 1 << 20;

/** Reads `consortium.json`. */
export async function readKeys(
  file: Bytes,
  source: Keys['source'],
  subtle: SubtleCrypto | null = globalThis.crypto?.subtle ?? null,
): Promise<KeysFound> {
  if (subtle === null) return { kind: 'none', problem: 'CRYPTO_UNAVAILABLE', reason: '' };
  if (file.length > mostBytes) return { kind: 'none', problem: 'TRUST_MALFORMED', reason: 'too large' };
  const cryptography = new Cryptography(subtle);
  try {
    const trust = await readTrust(parseJson(fromUtf8(file)), cryptography);
    return { kind: 'keys', keys: { trust, fingerprint: hex(await cryptography.sha256(file)), source, followed: 0 } };
  } catch (e) {
    if (e instanceof Unable) return { kind: 'none', problem: e.problem, reason: String(e.detail['reason'] ?? '') };
    if (e instanceof FormatError) return { kind: 'none', problem: 'TRUST_MALFORMED', reason: e.message };
    throw e;
  }
}

/** The same keys, gone on with epochs that were proven from them. */
export function goneOn(keys: Keys, trust: TrustRoot): Keys {
  return { ...keys, trust, followed: keys.followed + trust.epochs.length - keys.trust.epochs.length };
}

/** In groups of four, to be read aloud. */
export function grouped(fingerprint: string): string {
  return fingerprint.replace(/(.{4})(?=.)/g, '$1 ');
}
