import { Broken, Unable, type Detail } from './broken';
import { equal, hex, type Bytes } from './bytes';
import type { Cryptography } from './cryptography';
import { iso } from './instant';
import { leafHash, rootFrom } from './merkle';
import { COSIGNATURE, firstOfEachKey, NAMED, names, readCheckpoint, readProof, verifyCosignature, verifyLogLine, type CheckpointNote } from './note';
import { epochOf, logKeysOf, type TrustEpoch, type TrustRoot } from './trust';

/** What a link of a chain of proof leaves, the figures it compared, and what is to be looked at although it holds. */
export type Link<T> = readonly [value: T, detail: Detail, doubt?: string];

/** The checkpoint to which a leaf's proof (C2SP tlog-proof) leads; whether it is final is the next links' affair. */
export async function included(leaf: Bytes, text: string, cryptography: Cryptography): Promise<Link<CheckpointNote>> {
  const proof = readProof(text);
  const note = readCheckpoint(proof.checkpoint);
  const hash = await leafHash(leaf, cryptography);
  const detail = {
    leafIndex: String(proof.index),
    treeSize: String(note.size),
    pathLength: proof.path.length,
    leafHash: hex(hash),
    root: hex(note.root),
  };
  const root = await rootFrom(hash, proof.index, note.size, proof.path, cryptography);
  if (root === null || !equal(root, note.root)) throw new Broken('INCLUSION', detail);
  return [note, detail];
}

/** The epoch of a checkpoint that a key of the log has signed, one that signs in that epoch. */
export async function logSigned(note: CheckpointNote, trust: TrustRoot, cryptography: Cryptography): Promise<Link<TrustEpoch>> {
  const detail = { origin: note.origin, size: String(note.size), root: hex(note.root) };
  if (note.origin !== trust.origin) throw new Broken('ORIGIN', detail);
  const epoch = epochOf(trust, note.size);
  if (epoch === undefined) throw new Broken('EPOCH', detail);
  let signedBy = '';
  for (const line of firstOfEachKey(note)) {
    // All log keys have one name, and two of them may have one id: a line that names both holds by either.
    const named = logKeysOf(trust, epoch).filter((each) => names(each, line));
    if (named.length === 0) continue;
    const good = await Promise.all(named.map((key) => verifyLogLine(key, note, line, cryptography)));
    if (!good.includes(true)) throw new Broken('LOG_SIGNATURE', detail);
    signedBy = hex(line.keyId);
  }
  if (signedBy === '') throw new Broken('LOG_SIGNATURE', detail);
  return [epoch, { ...detail, logKey: signedBy }];
}

/**
 * That a quorum of the epoch's members has cosigned. Lines by unknown keys and further ones by the same key are ignored;
 * one that names a known key and does not verify refuses the whole note.
 */
export async function cosigned(note: CheckpointNote, epoch: TrustEpoch, cryptography: Cryptography): Promise<Link<void>> {
  const times = new Map<string, bigint>();
  const uncounted = new Set<string>();
  for (const line of firstOfEachKey(note)) {
    for (const { name, vkey } of epoch.cosigners.filter((each) => names(each.vkey, line))) {
      if (vkey.type === NAMED) uncounted.add(name);
      if (vkey.type !== COSIGNATURE) continue;
      const time = await verifyCosignature(vkey, note, line, cryptography);
      if (time === null) throw new Broken('COSIGNATURE', { member: name });
      const earlier = times.get(name);
      times.set(name, earlier !== undefined && earlier < time ? earlier : time);
    }
  }
  const detail: Detail = { members: [...times.keys()].join(', '), cosigned: times.size, threshold: epoch.threshold };
  if (times.size < epoch.threshold) {
    const withOtherSuite = new Set([...times.keys(), ...uncounted]).size;
    if (withOtherSuite >= epoch.threshold) throw new Unable('SUITE_UNSUPPORTED', { ...detail, suite: 'GM' });
    throw new Broken('QUORUM', detail);
  }
  const completed = [...times.values()].sort((a, b) => Number(a - b))[epoch.threshold - 1] ?? 0n;
  return [undefined, { ...detail, cosignedAt: iso(completed * 1_000_000_000n) }];
}
