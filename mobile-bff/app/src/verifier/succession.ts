import { base64 } from './bytes';
import { Cryptography } from './cryptography';
import { following, type EpochSource } from './following';
import { readInput } from './input';
import { logKeysOf, readTrust, type TrustEpoch, type TrustRoot } from './trust';

/**
 * How a trust list that came stands to the one that is kept: it says the same; it `FOLLOWS`, for quorums of the validators of the
 * kept one have agreed to every validator that is new in it; it `PRECEDES`, for the kept one has it and goes on; or nothing of
 * that is proven.
 */
export type Succession = 'SAME' | 'FOLLOWS' | 'PRECEDES' | 'OTHER';

/**
 * @param kept the list as JSON in text, bytes or parsed, and so the one that came
 * @param source is asked where the one that came has epochs that the kept one has not
 */
export async function succession(
  kept: unknown,
  came: unknown,
  source: EpochSource,
  subtle: SubtleCrypto | null = globalThis.crypto?.subtle ?? null,
): Promise<Succession> {
  if (subtle === null) return 'OTHER';
  const cryptography = new Cryptography(subtle);
  try {
    const before = await readTrust(readInput(kept), cryptography);
    const after = await readTrust(readInput(came), cryptography);
    if (said(before) === said(after)) return 'SAME';
    if (goesOn(after, before)) return 'PRECEDES';
    if (after.epochs.length <= before.epochs.length) return 'OTHER';
    for await (const next of following(before, source, cryptography)) {
      if (next.epochs.length === after.epochs.length) return said(next) === said(after) ? 'FOLLOWS' : 'OTHER';
    }
    return 'OTHER';
  } catch {
    // No trust list, a lie, or nobody who answers: none of it proves anything.
    return 'OTHER';
  }
}

/** Whether a trust root has all of an earlier one, and epochs after it. */
function goesOn(earlier: TrustRoot, later: TrustRoot): boolean {
  const count = earlier.epochs.length;
  const next = later.epochs[count];
  if (next === undefined) return false;
  const upTo = later.epochs.slice(0, count);
  const known = new Set(upTo.flatMap((epoch) => logKeysOf(later, epoch).map(({ text }) => text)));
  const cut = {
    ...later,
    logKeys: later.logKeys.filter(({ text }) => known.has(text)),
    epochs: upTo.map((epoch, i) => (i === count - 1 ? { ...epoch, toSize: null } : epoch)),
  };
  return said(earlier) === said(cut);
}

/** All that a trust root says, in one spelling. */
function said(trust: TrustRoot): string {
  return JSON.stringify([
    trust.origin,
    trust.logKeys.map(({ text }) => text).sort(),
    trust.epochs.map((epoch) => ofEpoch(trust, epoch)),
    trust.issuerRoots.map(({ der }) => base64(der)).sort(),
  ]);
}

function ofEpoch(trust: TrustRoot, epoch: TrustEpoch): readonly unknown[] {
  return [
    String(epoch.fromSize),
    String(epoch.toSize),
    epoch.threshold,
    epoch.cosigners.map(({ name, vkey }) => `${name} ${vkey.text}`).sort(),
    logKeysOf(trust, epoch).map(({ text }) => text).sort(),
  ];
}
