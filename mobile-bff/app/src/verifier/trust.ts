import { FormatError, Unable } from './broken';
import { readPem, type Certificate } from './certificate';
import type { Cryptography } from './cryptography';
import { Fields, type Json } from './json';
import { LOG, readVkey, type Vkey } from './note';

/** What a verifier trusts, the file `consortium.json`; it comes apart from what is verified. */
export interface TrustRoot {
  readonly origin: string;
  readonly logKeys: readonly Vkey[];
  readonly epochs: readonly TrustEpoch[];
  readonly issuerRoots: readonly Certificate[];
}

/** Who cosigns the sizes `fromSize` to `toSize`, both inclusive; without `toSize` the epoch lasts. */
export interface TrustEpoch {
  readonly fromSize: bigint;
  readonly toSize: bigint | null;
  readonly threshold: number;
  /** One entry per key; a member may have several and counts once. */
  readonly cosigners: readonly { readonly name: string; readonly vkey: Vkey }[];
  /** Those that sign these sizes for the log; none stand for all of the trust root. */
  readonly logKeys: readonly Vkey[];
}

const MAX_LONG = (1n << 63n) - 1n;

/** Reads the trust file; nothing can be checked with one that is not in its one form. */
export async function readTrust(json: Json, cryptography: Cryptography): Promise<TrustRoot> {
  try {
    const fields = new Fields('trust', json);
    const origin = fields.text('origin');
    const logKeys = await Promise.all(fields.texts('logKeys').map((text) => readVkey(text, cryptography)));
    const epochs = await Promise.all(fields.list('epochs').map((each) => readEpoch(each, cryptography)));
    const issuerRoots = fields.texts('issuerRoots').map(readPem);
    fields.end();
    if (logKeys.length === 0 || epochs.length === 0) throw new FormatError('no log key or no epoch');
    if (logKeys.some((key) => key.type !== LOG || key.name !== origin)) throw new FormatError('a key of another log');
    const known = new Set(logKeys.map(({ text }) => text));
    if (epochs.some((epoch) => epoch.logKeys.some(({ text }) => !known.has(text)))) throw new FormatError('a key of another log');
    epochs.slice(1).forEach((epoch, i) => {
      const end = epochs[i]?.toSize ?? null;
      if (end === null || epoch.fromSize !== end + 1n) throw new FormatError('a gap between epochs');
    });
    return { origin, logKeys, epochs, issuerRoots };
  } catch (e) {
    if (e instanceof FormatError) throw new Unable('TRUST_MALFORMED', { reason: e.message });
    throw e;
  }
}

async function readEpoch(json: Json, cryptography: Cryptography): Promise<TrustEpoch> {
  const fields = new Fields('trust/epochs', json);
  const fromSize = fields.integer('fromSize', 0n, MAX_LONG);
  const toSize = fields.has('toSize') ? fields.integer('toSize', fromSize, MAX_LONG) : null;
  const threshold = Number(fields.integer('threshold', 1n, 0x7fff_ffffn));
  const cosigners = await Promise.all(
    fields.list('members').map(async (each) => {
      const member = new Fields('trust/epochs/members', each);
      const entry = { name: member.text('name'), vkey: await readVkey(member.text('vkey'), cryptography) };
      member.end();
      if (entry.vkey.type === LOG) throw new FormatError('a cosigner with a log key');
      return entry;
    }),
  );
  const own = fields.has('logKeys') ? fields.texts('logKeys') : null;
  const logKeys = await Promise.all((own ?? []).map((text) => readVkey(text, cryptography)));
  fields.end();
  if (own?.length === 0) throw new FormatError('no log key or no epoch');
  if (threshold > new Set(cosigners.map(({ name }) => name)).size) throw new FormatError('a threshold nobody reaches');
  if (new Set(cosigners.map(({ vkey }) => vkey.text)).size !== cosigners.length) {
    throw new FormatError('a cosigning key twice');
  }
  return { fromSize, toSize, threshold, cosigners, logKeys };
}

/** The keys that sign an epoch's sizes for the log. */
export function logKeysOf(trust: TrustRoot, epoch: TrustEpoch): readonly Vkey[] {
  return epoch.logKeys.length === 0 ? trust.logKeys : epoch.logKeys;
}

/** The epoch that a checkpoint of that size belongs to. */
export function epochOf(trust: TrustRoot, size: bigint): TrustEpoch | undefined {
  return trust.epochs.find((epoch) => epoch.fromSize <= size && (epoch.toSize === null || size <= epoch.toSize));
}
