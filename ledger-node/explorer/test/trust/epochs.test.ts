import { describe, expect, it } from 'vitest';
import { Broken } from '@app/verifier/broken';
import { base64, fromBase64 } from '@app/verifier/bytes';
import { Cryptography } from '@app/verifier/cryptography';
import { withEpoch } from '@app/verifier/epochs';
import { Unreachable } from '../../src/net/node';
import { Judge } from '../../src/proof/judge';
import { EpochFollower } from '../../src/trust/follower';
import { goneOn, readKeys } from '../../src/trust/keys';
import { epochs, noteOfEpochTwo, trustFile } from '../golden';

const cryptography = new Cryptography(crypto.subtle);
const found = await readKeys(trustFile, 'file');
if (found.kind !== 'keys') throw new Error(found.reason);
const { keys } = found;
const { trust } = keys;
const [one, two] = epochs;
const page = (changes: readonly string[], last: number) => JSON.stringify({ changes, last });

/** A node that answers what it is told to, a clock that stands, and what was asked. */
function following(answer: (from: number) => string | Promise<string>) {
  const asked: string[] = [];
  const time = { now: 1_000 };
  const node = {
    text: async (path: string) => {
      asked.push(path);
      return answer(Number(path.slice('v1/epochs?from='.length)));
    },
  };
  return { asked, time, follower: new EpochFollower(node, crypto.subtle, () => time.now) };
}

const honest = (from: number) => page(epochs.slice(from - 1), epochs.length);

describe('a trust root', () => {
  it('goes on with what a quorum of those before has agreed to', async () => {
    const first = await withEpoch(trust, one, cryptography);
    const all = await withEpoch(first, two, cryptography);
    expect(all.epochs.map(({ fromSize, toSize, threshold, cosigners }) => [fromSize, toSize, threshold, cosigners.length])).toEqual([
      [0n, 9n, 3, 4],
      [10n, 19n, 4, 5],
      [20n, null, 3, 4],
    ]);
    expect(all.logKeys).toHaveLength(5);
    expect(all.epochs.map(({ logKeys }) => logKeys.length)).toEqual([4, 5, 4]);
    expect(await new Judge(trust).checkpoint(noteOfEpochTwo)).toMatchObject({ standing: 'broken', problem: 'QUORUM' });
    expect(await new Judge(all).checkpoint(noteOfEpochTwo)).toMatchObject({ standing: 'holds', value: { size: 25n, threshold: 3 } });
  });

  it('goes on with nothing that was changed, wherever that is', async () => {
    const bytes = fromBase64(one);
    for (let at = 0; at < bytes.length; at += 7) {
      const other = bytes.slice();
      other[at] = (other[at] ?? 0) ^ 1;
      await expect(withEpoch(trust, base64(other), cryptography), `byte ${at}`).rejects.toBeInstanceOf(Broken);
    }
    await expect(withEpoch(trust, one.slice(0, -8), cryptography)).rejects.toBeInstanceOf(Broken);
    await expect(withEpoch(trust, 'no base64', cryptography)).rejects.toBeInstanceOf(Broken);
  });

  it('leaves no epoch out and takes none twice', async () => {
    await expect(withEpoch(trust, two, cryptography)).rejects.toBeInstanceOf(Broken);
    const first = await withEpoch(trust, one, cryptography);
    await expect(withEpoch(first, one, cryptography)).rejects.toBeInstanceOf(Broken);
    const later = { ...trust, epochs: trust.epochs.map((epoch) => ({ ...epoch, fromSize: 1n })) };
    await expect(withEpoch(later, one, cryptography)).rejects.toBeInstanceOf(Broken);
    const ended = { ...trust, epochs: trust.epochs.map((epoch) => ({ ...epoch, toSize: 8n })) };
    await expect(withEpoch(ended, one, cryptography)).rejects.toBeInstanceOf(Broken);
  });

  it('needs a quorum', async () => {
    const strict = { ...trust, epochs: trust.epochs.map((epoch) => ({ ...epoch, threshold: 4 })) };
    await expect(withEpoch(strict, one, cryptography)).rejects.toMatchObject({ problem: 'QUORUM' });
  });

  it('keeps its fingerprint and says how many epochs it has gone on with', async () => {
    const first = goneOn(keys, await withEpoch(trust, one, cryptography));
    const all = goneOn(first, await withEpoch(first.trust, two, cryptography));
    expect([keys.followed, first.followed, all.followed]).toEqual([0, 1, 2]);
    expect(all.fingerprint).toBe(keys.fingerprint);
  });
});

describe('the follower', () => {
  it('goes on page by page', async () => {
    const { asked, follower } = following((from) => page(epochs.slice(from - 1, from), epochs.length));
    expect((await follower.later(trust))?.epochs).toHaveLength(3);
    expect(asked).toEqual(['v1/epochs?from=1', 'v1/epochs?from=2']);
  });

  it('asks once in two seconds, whatever comes of it', async () => {
    const { asked, time, follower } = following(() => page([], 0));
    expect(await follower.later(trust)).toBeNull();
    expect(await follower.later(trust)).toBeNull();
    expect(asked).toHaveLength(1);
    time.now += 2_000;
    expect(await follower.later(trust)).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it('is not kept busy by a node that promises more and gives the same', async () => {
    const { asked, follower } = following(() => page([one], Number.MAX_SAFE_INTEGER));
    expect((await follower.later(trust))?.epochs).toHaveLength(2);
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['a forged epoch', () => page([base64(fromBase64(one).map((byte, at) => (at === 200 ? byte ^ 1 : byte)))], 1)],
    ['an epoch left out', () => page([two], 2)],
    ['an empty answer', () => ''],
    ['another answer', () => '[]'],
    ['no list', () => '{"changes":1,"last":1}'],
    ['no texts', () => '{"changes":[1],"last":1}'],
    ['more than a page', () => page(Array.from({ length: 17 }, () => one), 17)],
    ['no answer', () => Promise.reject(new Unreachable())],
  ])('stays where it is at %s', async (_, answer) => {
    const { follower } = following(answer);
    expect(await follower.later(trust)).toBeNull();
  });

  it('keeps what was proven before a lie', async () => {
    const { follower } = following(() => page([one, one], 2));
    expect((await follower.later(trust))?.epochs).toHaveLength(2);
  });

  it('stays where it is where the browser has no cryptography', async () => {
    const asked: string[] = [];
    const follower = new EpochFollower({ text: async (path) => (asked.push(path), honest(1)) }, null);
    expect(await follower.later(trust)).toBeNull();
    expect(asked).toHaveLength(0);
  });

  it('says nothing new where nothing is new', async () => {
    const { follower } = following(honest);
    const all = await follower.later(trust);
    expect(all?.epochs).toHaveLength(3);
    const again = following(honest).follower;
    expect(await again.later(all ?? trust)).toBeNull();
  });
});
