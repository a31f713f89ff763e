import type { Bytes } from './bytes';
import type { Cryptography } from './cryptography';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** SHA-256(0x00 ‖ leaf) (RFC 9162, section 2.1). */
export function leafHash(leaf: Uint8Array, cryptography: Cryptography): Promise<Bytes> {
  return cryptography.sha256(LEAF, leaf);
}

/** The root that a path leads to (RFC 9162, section 2.1.3.2), or null when the path has the wrong length. */
export async function rootFrom(
  hash: Bytes,
  index: bigint,
  size: bigint,
  path: readonly Bytes[],
  cryptography: Cryptography,
): Promise<Bytes | null> {
  if (index >= size) return null;
  let node = index;
  let last = size - 1n;
  let root = hash;
  for (const sibling of path) {
    if (last === 0n) return null;
    if ((node & 1n) === 1n || node === last) {
      root = await cryptography.sha256(NODE, sibling, root);
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      root = await cryptography.sha256(NODE, root, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? root : null;
}
