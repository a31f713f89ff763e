import { expect, test } from 'vitest';
import { adopt, pinned } from '../../src/trust/pin';
import { verifyBundle } from '../../src/verifier';
import { epochs } from '../verifier/golden';
import { Shelf } from './shelf';

const first = { origin: 'a', logKeys: ['k1'] };
const second = { origin: 'a', logKeys: ['k2'] };
const nothing = async () => ({ changes: [], last: 0 });
const monday = new Date('2026-06-01T00:00:00Z');
const tuesday = new Date('2026-06-02T00:00:00Z');

test('the first list is kept and used, also when it comes again', async () => {
  const shelf = new Shelf();
  expect(await pinned(first, nothing, shelf, monday)).toEqual({ trust: first, change: null });
  expect(await pinned({ ...first }, nothing, shelf, tuesday)).toEqual({ trust: first, change: null });
  expect(shelf.length).toBe(1);
});

test('another list changes nothing by itself, however often it comes, and both are named', async () => {
  const shelf = new Shelf();
  await pinned(first, nothing, shelf, monday);
  for (let i = 0; i < 2; i++) {
    const { trust, change } = await pinned(second, nothing, shelf, tuesday);
    expect(trust).toEqual(first);
    expect(change).toMatchObject({ outcome: 'OTHER', since: monday.toISOString() });
    expect(change?.kept).toMatch(/^[0-9a-f]{64}$/);
    expect(change?.came).toMatch(/^[0-9a-f]{64}$/);
    expect(change?.came).not.toBe(change?.kept);
  }
});

test('taken over, the other one is kept', async () => {
  const shelf = new Shelf();
  await pinned(first, nothing, shelf, monday);
  adopt(second, shelf, tuesday);
  expect(await pinned(second, nothing, shelf)).toEqual({ trust: second, change: null });
  expect((await pinned(first, nothing, shelf)).change?.since).toBe(tuesday.toISOString());
});

test('without a store, or with something else in it, it is as at a first visit', async () => {
  expect(await pinned(first, nothing, null)).toEqual({ trust: first, change: null });
  for (const rubbish of ['', '{', 'null', '7', '{"since":"x","trust":{}}', '{"trust":{}}']) {
    const shelf = new Shelf();
    shelf.setItem('yipiao-trust', rubbish);
    expect(await pinned(second, nothing, shelf)).toEqual({ trust: second, change: null });
    expect((await pinned(first, nothing, shelf)).trust).toEqual(second);
  }
});

test('a list that follows by proof takes the place of the kept one without a question, and verifies what is newer', async () => {
  const shelf = new Shelf();
  const [before, after] = [JSON.parse(epochs.trust), JSON.parse(epochs.followed)] as const;
  await pinned(before, nothing, shelf, monday);
  expect((await verifyBundle(epochs.after, before)).checks.at(-1)).toMatchObject({ id: 'cosignatures', ok: false, problem: 'QUORUM' });
  const asked: number[] = [];
  const source = async (from: number) => {
    asked.push(from);
    return { changes: epochs.changes.slice(from - 1), last: epochs.changes.length };
  };
  const pin = await pinned(after, source, shelf, tuesday);
  expect(pin).toEqual({ trust: after, change: null });
  expect(asked).toEqual([1]);
  for (const bundle of [epochs.before, epochs.after]) expect((await verifyBundle(bundle, pin.trust)).valid).toBe(true);

  expect((await pinned({ ...after, origin: 'another' }, source, shelf, tuesday)).change?.since).toBe(monday.toISOString());
  expect(await pinned(after, nothing, shelf)).toEqual({ trust: after, change: null });
});

test('a server that has not gone on yet is verified by what is kept, without a question', async () => {
  const shelf = new Shelf();
  const [before, after] = [JSON.parse(epochs.trust), JSON.parse(epochs.followed)] as const;
  await pinned(after, nothing, shelf, monday);
  expect(await pinned(before, nothing, shelf, tuesday)).toEqual({ trust: after, change: null });
});

test('while what proves it is not to be had it waits, nothing is adopted, and the next question decides', async () => {
  const shelf = new Shelf();
  const [before, after] = [JSON.parse(epochs.trust), JSON.parse(epochs.followed)] as const;
  await pinned(before, nothing, shelf, monday);
  const failing = () => Promise.reject(new TypeError('no network'));
  for (const source of [nothing, failing, async () => null]) {
    const { trust, change } = await pinned(after, source, shelf, tuesday);
    expect(trust).toEqual(before);
    expect(change).toMatchObject({ outcome: 'UNPROVEN', since: monday.toISOString() });
  }
  const honest = async (from: number) => ({ changes: epochs.changes.slice(from - 1), last: epochs.changes.length });
  expect(await pinned(after, honest, shelf)).toEqual({ trust: after, change: null });
});

test('a lie in the place of what proves it is no question that failed', async () => {
  const shelf = new Shelf();
  const [before, after] = [JSON.parse(epochs.trust), JSON.parse(epochs.followed)] as const;
  await pinned(before, nothing, shelf, monday);
  const lying = async () => ({ changes: [...epochs.changes].reverse(), last: epochs.changes.length });
  const { trust, change } = await pinned(after, lying, shelf, tuesday);
  expect(trust).toEqual(before);
  expect(change?.outcome).toBe('OTHER');
});
