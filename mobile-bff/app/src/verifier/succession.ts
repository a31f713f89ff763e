import { Broken } from './broken';
import { base64 } from './bytes';
import { Cryptography } from './cryptography';
import { following, type EpochSource } from './following';
import { readInput } from './input';
import { logKeysOf, readTrust, type TrustEpoch, type TrustRoot } from './trust';

/**
 * How a trust list that came stands to the one that is kept: it says the same; it `FOLLOWS`, for quorums of the validators of the
 * kept one have agreed to every validator that is new in it; it `PRECEDES`, for the kept one has it and goes on; it may follow but
 * is `UNPROVEN`, for what would prove it was not to be had, or cannot be checked in this browser; or it is an `OTHER` one, which
 * contradicts the kept one or what is proven from it.
 */
export type Succession = 'SAME' | 'FOLLOWS' | 'PRECEDES' | 'UNPROVEN' | 'OTHER';

/**
 * @param kept the list as JSON in text, bytes or parsed, and so the one that came
 * @param source is asked where the one that came goes on from the kept one as far as it says
 */
export async function succession(
  kept: unknown,
  came: unknown,
  source: EpochSource,
  subtle: SubtleCrypto | null = globalThis.crypto?.subtle ?? null,
): Promise<Succession> {
  if (subtle === null) return 'UNPROVEN';
  const cryptography = new Cryptography(subtle);
  try {
    const before = await readTrust(readInput(kept), cryptography);
    const after = await readTrust(readInput(came), cryptography);
    if (said(before) === said(after)) return 'SAME';
    if (goesOn(after, before)) return 'PRECEDES';
    // Whatever the answer would be: it need not be asked for, and its failure excuses nothing.
    if (!mayFollow(before, after)) return 'OTHER';
    return await proven(before, after, source, cryptography);
  } catch {
    return 'OTHER'; // no trust list
  }
}

async function proven(before: TrustRoot, after: TrustRoot, source: EpochSource, cryptography: Cryptography): Promise<Succession> {
  try {
    for await (const next of following(before, source, cryptography)) {
      if (next.epochs.length === after.epochs.length) return said(next) === said(after) ? 'FOLLOWS' : 'OTHER';
      if (!mayFollow(next, after)) return 'OTHER';
    }
  } catch (e) {
    // A lie, as against nobody who answers, no page of epochs, or a browser that knows too little.
    if (e instanceof Broken) return 'OTHER';
  }
  return 'UNPROVEN';
}

/** Whether a trust root has all epochs of an earlier one and more, the earlier one's last being closed there or here. */
function mayFollow(earlier: TrustRoot, later: TrustRoot): boolean {
  const count = earlier.epochs.length;
  return later.epochs.length > count && saidOfFirst(earlier, count) === saidOfFirst(later, count);
}

/** What a trust root says up to an epoch, whenever that one ends. */
function saidOfFirst(trust: TrustRoot, count: number): string {
  const epochs = trust.epochs.slice(0, count).map((epoch, i) => ofEpoch(trust, i === count - 1 ? { ...epoch, toSize: null } : epoch));
  return JSON.stringify([trust.origin, epochs, rootsOf(trust)]);
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
    rootsOf(trust),
  ]);
}

function rootsOf(trust: TrustRoot): readonly string[] {
  return trust.issuerRoots.map(({ der }) => base64(der)).sort();
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
