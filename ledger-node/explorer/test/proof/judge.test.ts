import { describe, expect, it } from 'vitest';
import { Judge } from '../../src/proof/judge';
import { readKeys } from '../../src/trust/keys';
import { absence, header, headerIndex, inclusion, note, notThere, presence, there, trustFile } from '../golden';

const found = await readKeys(trustFile, 'file');
if (found.kind !== 'keys') throw new Error(found.reason);
const { trust } = found.keys;
const judge = new Judge(trust);

/** Every text with one character changed to another of the same alphabet. */
function* changed(text: string): Generator<[number, string]> {
  for (let at = 0; at < text.length; at++) yield [at, text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)];
}

describe('a checkpoint', () => {
  it('holds by the log and a quorum', async () => {
    const verdict = await judge.checkpoint(note);
    expect(verdict.standing).toBe('holds');
    if (verdict.standing !== 'holds') return;
    expect(verdict.value).toMatchObject({ size: 25n, threshold: 3 });
    expect(verdict.value.members.toSorted()).toEqual(['agency', 'bureau', 'insurer']);
  });

  it('does not hold with a character changed, wherever that is', async () => {
    for (const [at, other] of changed(note)) expect((await judge.checkpoint(other)).standing, `character ${at}`).toBe('broken');
  });

  it('does not hold without a quorum', async () => {
    const lines = note.trimEnd().split('\n');
    expect(await judge.checkpoint(`${lines.slice(0, -1).join('\n')}\n`)).toMatchObject({ standing: 'broken', problem: 'QUORUM', detail: { cosigned: 2, threshold: 3 } });
  });

  it('counts a member once, however often it signs', async () => {
    const lines = note.trimEnd().split('\n');
    const twice = [...lines.slice(0, -1), lines.at(-2)];
    expect(await judge.checkpoint(`${twice.join('\n')}\n`)).toMatchObject({ standing: 'broken', problem: 'QUORUM' });
  });

  it('does not hold under a higher threshold or in no epoch', async () => {
    const strict = { ...trust, epochs: trust.epochs.map((epoch) => ({ ...epoch, threshold: 4 })) };
    expect(await new Judge(strict).checkpoint(note)).toMatchObject({ standing: 'broken', problem: 'QUORUM' });
    const later = { ...trust, epochs: trust.epochs.map((epoch) => ({ ...epoch, fromSize: 26n })) };
    expect(await new Judge(later).checkpoint(note)).toMatchObject({ standing: 'broken', problem: 'EPOCH' });
  });

  it('is that of another log under other keys', async () => {
    expect(await new Judge({ ...trust, origin: 'yipiao.invalid/other' }).checkpoint(note)).toMatchObject({ problem: 'ORIGIN' });
    expect(await new Judge({ ...trust, logKeys: [] }).checkpoint(note)).toMatchObject({ problem: 'LOG_SIGNATURE' });
  });

  it('is neither good nor bad where nothing can be checked', async () => {
    expect(await new Judge(null).checkpoint(note)).toMatchObject({ standing: 'unable', problem: 'NO_TRUST' });
    expect(await new Judge(trust, null).checkpoint(note)).toMatchObject({ standing: 'unable', problem: 'CRYPTO_UNAVAILABLE' });
  });
});

describe('an operation', () => {
  it('holds by its proof', async () => {
    const verdict = await judge.operation(headerIndex, header, inclusion);
    expect(verdict).toMatchObject({ standing: 'holds', value: { index: headerIndex, leaf: { type: 255 }, note: { size: 25n } } });
  });

  it('does not hold at another place', async () => {
    expect(await judge.operation(23n, header, inclusion)).toMatchObject({ standing: 'broken', problem: 'OTHER_INDEX' });
    expect(await judge.operation(23n, header, inclusion.replace('index 24', 'index 23'))).toMatchObject({ problem: 'INCLUSION' });
  });

  it('does not hold with a byte or a hash of its path changed', async () => {
    for (const [at, other] of changed(header)) expect((await judge.operation(headerIndex, other, inclusion)).standing, `character ${at}`).toBe('broken');
    for (const [at, other] of changed(inclusion)) expect((await judge.operation(headerIndex, header, other)).standing, `character ${at}`).toBe('broken');
  });

  it('takes no base64 in another spelling', async () => {
    expect(await judge.operation(headerIndex, `${header} `, inclusion)).toMatchObject({ problem: 'LEAF_FORMAT' });
  });
});

describe('an invoice', () => {
  it('is there, with what is left of it', async () => {
    const verdict = await judge.invoice(there, presence, 25n);
    expect(verdict).toMatchObject({
      standing: 'holds',
      value: { size: 25n, contractVersion: 2, row: { issuer: 4, status: 'ISSUED', claimableFen: 103n, totalFen: 203n, remainingFen: 103n, paperOut: false, counterpart: null } },
    });
  });

  it('is not there', async () => {
    expect(await judge.invoice(notThere, absence, 0n)).toMatchObject({ standing: 'holds', value: { row: null } });
  });

  it('is not another one', async () => {
    expect(await judge.invoice(notThere, presence, 0n)).toMatchObject({ standing: 'broken', problem: 'OTHER_KEY' });
    expect(await judge.invoice(there, absence, 0n)).toMatchObject({ standing: 'broken', problem: 'OTHER_KEY' });
  });

  it('is not what it was before a checkpoint that is known', async () => {
    expect(await judge.invoice(there, presence, 26n)).toMatchObject({ standing: 'broken', problem: 'STALE' });
  });

  it.each([
    ['presence', there, presence],
    ['absence', notThere, absence],
  ])('%s does not hold with a character changed, wherever that is', async (_, id, proof) => {
    for (const [at, other] of changed(proof)) expect((await judge.invoice(id, other, 0n)).standing, `character ${at}`).toBe('broken');
  });

  it('is not absent because a step or a line is left out', async () => {
    const lines = absence.split('\n');
    for (let i = 0; i < 10; i++) {
      const shorter = lines.filter((_line, at) => at !== i).join('\n');
      expect((await judge.invoice(notThere, shorter, 0n)).standing, `without line ${i}`).toBe('broken');
    }
    const nothing = absence.replace(/^other .*$/m, 'nothing');
    expect(await judge.invoice(notThere, nothing, 0n)).toMatchObject({ standing: 'broken', problem: 'STATE_FORMAT' });
  });
});
