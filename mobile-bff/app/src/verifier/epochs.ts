import { Broken, FormatError, orBroken } from './broken';
import { equal, fromBase64, fromUtf8, type Bytes } from './bytes';
import type { Cryptography } from './cryptography';
import { cosigned, included, logSigned } from './finality';
import { readLeaf } from './leaf';
import { COSIGNATURE, LOG, readProof, readVkey, type Vkey } from './note';
import type { TrustEpoch, TrustRoot } from './trust';
import { readHeader } from './header';
import { MessageReader } from './message';

/** Who validates from a size on. */
interface Epoch {
  readonly fromSize: bigint;
  readonly number: bigint;
  readonly validators: readonly { readonly name: string; readonly keys: readonly string[] }[];
}

const mostBytes = 120_000;
const mostValidators = 32;

/**
 * The trust root that goes on with the next epoch (formats.md, "Epochs"): the last header of the epoch before names the next
 * validators by their digest, and a quorum of those before has cosigned the checkpoint of exactly that size. As
 * `EpochChange.after` of the ledger's own client.
 *
 * @param text what proves it, in base64
 * @throws Broken unless it is proven from this trust root
 */
export async function withEpoch(trust: TrustRoot, text: string, cryptography: Cryptography): Promise<TrustRoot> {
  const change = orBroken('EPOCH', () => readChange(text));
  const next = orBroken('EPOCH', () => readEpoch(change.epoch));
  const last = trust.epochs.at(-1);
  if (last === undefined || !follows(next, trust, last)) throw new Broken('EPOCH', { number: String(next.number), known: trust.epochs.length });
  const header = readHeader(readLeaf(change.headerLeaf));
  if (!equal(header.rosterDigest, await cryptography.sha256(change.epoch))) throw new Broken('HEADER', { number: String(next.number) });
  const [note] = await included(change.headerLeaf, change.proof, cryptography);
  if (note.size !== next.fromSize - 1n || readProof(change.proof).index !== note.size - 1n) throw new Broken('INCLUSION', { size: String(note.size) });
  const [epoch] = await logSigned(note, trust, cryptography);
  await cosigned(note, epoch, cryptography);
  return extended(trust, last, next, cryptography);
}

/** Of a trust root that has all epochs from size 0 on none can be left out. */
function follows(next: Epoch, trust: TrustRoot, last: TrustEpoch): boolean {
  return (
    trust.epochs[0]?.fromSize === 0n &&
    next.number === BigInt(trust.epochs.length) &&
    next.fromSize > last.fromSize &&
    (last.toSize === null || last.toSize === next.fromSize - 1n)
  );
}

async function extended(trust: TrustRoot, last: TrustEpoch, next: Epoch, cryptography: Cryptography): Promise<TrustRoot> {
  const logKeys = [...trust.logKeys];
  const own: Vkey[] = [];
  const cosigners: { name: string; vkey: Vkey }[] = [];
  try {
    for (const { name, keys } of next.validators) {
      const [log, ...others] = await Promise.all(keys.map((key) => readVkey(key, cryptography)));
      if (log?.type !== LOG || log.name !== trust.origin || others.some(({ type }) => type === LOG)) throw new FormatError('a key of another kind');
      if (others[0]?.type !== COSIGNATURE) throw new FormatError('a validator without a cosigning key');
      own.push(log);
      if (!logKeys.some(({ text }) => text === log.text)) logKeys.push(log);
      cosigners.push(...others.map((vkey) => ({ name, vkey })));
    }
  } catch (e) {
    if (e instanceof FormatError) throw new Broken('EPOCH', { reason: e.message });
    throw e;
  }
  const threshold = Math.floor((2 * next.validators.length) / 3) + 1;
  // A log key counts for the sizes of its epochs alone: what is known so far goes on counting for those before.
  const before = [...trust.epochs.slice(0, -1), { ...last, toSize: next.fromSize - 1n }];
  const epochs = [
    ...before.map((epoch) => (epoch.logKeys.length === 0 ? { ...epoch, logKeys: trust.logKeys } : epoch)),
    { fromSize: next.fromSize, toSize: null, threshold, cosigners, logKeys: own },
  ];
  return { ...trust, logKeys, epochs };
}

function readChange(text: string): { readonly epoch: Bytes; readonly headerLeaf: Bytes; readonly proof: string } {
  if (text.length > mostBytes * 1.4) throw new FormatError('too large');
  const message = new MessageReader(fromBase64(text));
  const change = { epoch: message.bytes(1), headerLeaf: message.bytes(2), proof: fromUtf8(message.bytes(3)) };
  message.end();
  return change;
}

function readEpoch(bytes: Bytes): Epoch {
  const message = new MessageReader(bytes);
  const fromSize = message.fixed64(1);
  const roster = new MessageReader(message.bytes(2));
  message.end();
  const number = roster.fixed64(1);
  const validators = roster.repeated(2, mostValidators).map(readValidator);
  roster.end();
  if (validators.length === 0 || new Set(validators.map(({ name }) => name)).size !== validators.length) throw new FormatError('the validators');
  return { fromSize, number, validators };
}

function readValidator(bytes: Bytes): Epoch['validators'][number] {
  const entry = new MessageReader(bytes);
  entry.fixed32(1);
  const name = entry.text(2);
  const validator = new MessageReader(entry.bytes(3));
  entry.end();
  const keys = [validator.text(1), validator.text(2)];
  validator.bytes(3);
  validator.text(4);
  validator.fixed32(5);
  keys.push(...validator.repeated(6, 1).map((key) => fromUtf8(key)));
  validator.end();
  return { name, keys };
}
