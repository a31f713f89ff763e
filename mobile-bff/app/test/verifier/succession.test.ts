import { describe, expect, test } from 'vitest';
import { base64, fromBase64 } from '../../src/verifier/bytes';
import { succession } from '../../src/verifier/succession';
import { epochs } from './golden';

interface List {
  origin: string;
  logKeys: string[];
  epochs: { fromSize: number; toSize?: number; threshold: number; members: { name: string; vkey: string }[]; logKeys?: string[] }[];
  issuerRoots: string[];
}

const { changes } = epochs;
const [joined, left] = changes as [string, string];
const before = (): List => JSON.parse(epochs.trust) as List;
const after = (): List => JSON.parse(epochs.followed) as List;
const honest = async (from: number) => ({ changes: changes.slice(from - 1), last: changes.length });
const nothing = async () => ({ changes: [], last: 0 });
const saying = (...proofs: readonly string[]) => async (from: number) => ({ changes: proofs.slice(from - 1), last: proofs.length });

/** The list of the second epoch of three. */
function between(): List {
  const list = after();
  list.epochs = list.epochs.slice(0, 2);
  delete list.epochs[1]?.toSize;
  return list;
}

describe('a list that came', () => {
  test('follows by the proof of every epoch, also from one in between, and page by page', async () => {
    expect(await succession(before(), after(), honest)).toBe('FOLLOWS');
    expect(await succession(between(), after(), honest)).toBe('FOLLOWS');
    expect(await succession(before(), between(), honest)).toBe('FOLLOWS');
    expect(await succession(epochs.trust, epochs.followed, async (from) => ({ changes: changes.slice(from - 1, from), last: 2 }))).toBe('FOLLOWS');
  });

  test('says the same in whatever order', async () => {
    const other = after();
    other.logKeys.reverse();
    other.epochs[2]?.members.reverse();
    expect(await succession(after(), other, nothing)).toBe('SAME');
    expect(await succession(before(), other, honest)).toBe('FOLLOWS');
  });

  test('precedes where the kept one has it and goes on', async () => {
    expect(await succession(after(), before(), nothing)).toBe('PRECEDES');
    expect(await succession(after(), between(), nothing)).toBe('PRECEDES');
    expect(await succession(between(), before(), nothing)).toBe('PRECEDES');
  });

  test.each<[string, (list: List) => void]>([
    ['another origin', (list) => (list.origin = 'another.example/log')],
    ['another root of issuers', (list) => (list.issuerRoots = [])],
    ['a lower threshold', (list) => (list.epochs[2]!.threshold = 1)],
    ['a lower threshold before', (list) => (list.epochs[0]!.threshold = 1)],
    ['a cosigner more', (list) => list.epochs[2]!.members.push(list.epochs[0]!.members[0]!)],
    ['a cosigner less', (list) => (list.epochs[2]!.members = list.epochs[2]!.members.slice(1))],
    ['another name', (list) => (list.epochs[2]!.members[0]!.name = 'another')],
    ['log keys that count longer', (list) => (list.epochs[2]!.logKeys = list.logKeys)],
    ['another end', (list) => ((list.epochs[1]!.toSize = 15), (list.epochs[2]!.fromSize = 16))],
  ])('is another one with %s', async (_, change) => {
    const list = after();
    change(list);
    expect(await succession(before(), list, honest)).toBe('OTHER');
    expect(await succession(after(), list, honest)).toBe('OTHER');
  });

  test('is another one where what the kept one has was changed', async () => {
    const list = before();
    list.epochs[0]!.threshold = 2;
    expect(await succession(after(), list, honest)).toBe('OTHER');
  });

  test('is another one where a proof is left out, of another order or damaged', async () => {
    expect(await succession(before(), after(), saying(left))).toBe('OTHER');
    expect(await succession(before(), after(), saying(left, joined))).toBe('OTHER');
    const bytes = fromBase64(joined);
    for (let at = 0; at < bytes.length; at += 97) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(await succession(before(), after(), saying(base64(damaged), left)), `byte ${at}`).toBe('OTHER');
    }
    expect(await succession(before(), { epochs: [] }, honest)).toBe('OTHER');
  });

  test('is unproven where nobody answers, or the answer is no page of epochs', async () => {
    expect(await succession(before(), after(), () => Promise.reject(new Error('no network')))).toBe('UNPROVEN');
    for (const page of [null, 7, [], {}, { changes: 'x', last: 2 }, { changes: [7], last: 2 }, { changes: Array(17).fill(joined), last: 17 }]) {
      expect(await succession(before(), after(), async () => page), JSON.stringify(page).slice(0, 40)).toBe('UNPROVEN');
    }
    const thenFailing = async (from: number) => (from === 1 ? { changes: [joined], last: 2 } : Promise.reject(new Error('no network')));
    expect(await succession(before(), after(), thenFailing)).toBe('UNPROVEN');
  });

  test('is unproven where proofs are missing, as while the server itself has them not yet', async () => {
    expect(await succession(before(), after(), nothing)).toBe('UNPROVEN');
    expect(await succession(before(), after(), saying(joined))).toBe('UNPROVEN');
    const list = after();
    list.epochs[2]!.toSize = 30;
    list.epochs.push({ ...list.epochs[1]!, fromSize: 31, toSize: 40 });
    for (const kept of [before(), between(), after()]) expect(await succession(kept, list, honest)).toBe('UNPROVEN');
  });

  test('is unproven where this browser cannot check', async () => {
    const { subtle } = globalThis.crypto;
    const old = new Proxy(subtle, {
      get: (target, name) => (name === 'importKey' ? () => Promise.reject(new DOMException('', 'NotSupportedError')) : (Reflect.get(target, name) as CallableFunction).bind(target)),
    });
    expect(await succession(before(), after(), honest, old)).toBe('UNPROVEN');
    expect(await succession(before(), after(), honest, null)).toBe('UNPROVEN');
  });

  test('is another one where it contradicts the kept one or what was proven, whoever keeps silent', async () => {
    const failing = () => Promise.reject(new Error('no network'));
    const changes: ((list: List) => void)[] = [
      (list) => (list.origin = 'another.example/log'),
      (list) => (list.issuerRoots = []),
      (list) => (list.epochs[0]!.threshold = 1),
      (list) => (list.epochs[0]!.members[0]!.name = 'another'),
    ];
    for (const change of changes) {
      const list = after();
      change(list);
      expect(await succession(before(), list, failing)).toBe('OTHER');
    }
    const list = after();
    list.epochs[1]!.threshold = 1;
    expect(await succession(before(), list, saying(joined))).toBe('OTHER');
  });

  test('needs a quorum of those before', async () => {
    const strict = before();
    strict.epochs[0]!.threshold = 4;
    const list = after();
    list.epochs[0]!.threshold = 4;
    expect(await succession(strict, list, honest)).toBe('OTHER');
  });
});
