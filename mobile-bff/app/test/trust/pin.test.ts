import { expect, test } from 'vitest';
import { adopt, pinned } from '../../src/trust/pin';

class Shelf implements Storage {
  private readonly items = new Map<string, string>();
  get length(): number {
    return this.items.size;
  }
  clear(): void {
    this.items.clear();
  }
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  key(index: number): string | null {
    return [...this.items.keys()][index] ?? null;
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
}

const first = { origin: 'a', logKeys: ['k1'] };
const second = { origin: 'a', logKeys: ['k2'] };
const monday = new Date('2026-06-01T00:00:00Z');
const tuesday = new Date('2026-06-02T00:00:00Z');

test('the first list is kept and used, also when it comes again', async () => {
  const shelf = new Shelf();
  expect(await pinned(first, shelf, monday)).toEqual({ trust: first, change: null });
  expect(await pinned({ ...first }, shelf, tuesday)).toEqual({ trust: first, change: null });
  expect(shelf.length).toBe(1);
});

test('another list changes nothing by itself, however often it comes, and both are named', async () => {
  const shelf = new Shelf();
  await pinned(first, shelf, monday);
  for (let i = 0; i < 2; i++) {
    const { trust, change } = await pinned(second, shelf, tuesday);
    expect(trust).toEqual(first);
    expect(change?.since).toBe(monday.toISOString());
    expect(change?.kept).toMatch(/^[0-9a-f]{64}$/);
    expect(change?.came).toMatch(/^[0-9a-f]{64}$/);
    expect(change?.came).not.toBe(change?.kept);
  }
});

test('taken over, the other one is kept', async () => {
  const shelf = new Shelf();
  await pinned(first, shelf, monday);
  adopt(second, shelf, tuesday);
  expect(await pinned(second, shelf)).toEqual({ trust: second, change: null });
  expect((await pinned(first, shelf)).change?.since).toBe(tuesday.toISOString());
});

test('without a store, or with something else in it, it is as at a first visit', async () => {
  expect(await pinned(first, null)).toEqual({ trust: first, change: null });
  for (const rubbish of ['', '{', 'null', '7', '{"since":"x","trust":{}}', '{"trust":{}}']) {
    const shelf = new Shelf();
    shelf.setItem('yipiao-trust', rubbish);
    expect(await pinned(second, shelf)).toEqual({ trust: second, change: null });
    expect((await pinned(first, shelf)).trust).toEqual(second);
  }
});
