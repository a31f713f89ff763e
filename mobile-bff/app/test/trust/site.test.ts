import { afterEach, expect, test, vi } from 'vitest';
import { adopt } from '../../src/trust/pin';
import { checked, siteTrust } from '../../src/verify/useFileCheck';
import { epochs } from '../verifier/golden';
import { Shelf } from './shelf';

const [before, after] = [JSON.parse(epochs.trust), JSON.parse(epochs.followed)] as const;

/** Keeps the list from before the change, and has the site give out another. */
function visitedBefore(given: unknown, proofs: () => Promise<Response>): void {
  const shelf = new Shelf();
  adopt(before, shelf);
  vi.stubGlobal('localStorage', shelf);
  vi.stubGlobal('fetch', (path: string) => (path === '/verify/api/trust' ? Promise.resolve(Response.json(given)) : proofs()));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('the public page tells a question that failed from another list', async () => {
  const failures = [() => Promise.reject(new TypeError('no network')), async () => new Response('', { status: 503 }), async () => new Response('{'), async () => Response.json({ changes: [], last: 0 })];
  for (const failure of failures) {
    visitedBefore(after, failure);
    expect(await siteTrust()).toEqual({ trust: before, change: 'UNPROVEN' });
  }
  visitedBefore({ ...after, origin: 'another.example/log' }, () => Promise.reject(new TypeError('no network')));
  expect(await siteTrust()).toEqual({ trust: before, change: 'OTHER' });
});

test('it goes on with a list that is proven to follow', async () => {
  visitedBefore(after, async () => Response.json({ changes: epochs.changes, last: epochs.changes.length }));
  expect(await siteTrust()).toEqual({ trust: after, change: null });
});

const bytes = (bundle: unknown) => new TextEncoder().encode(typeof bundle === 'string' ? bundle : JSON.stringify(bundle));
const unreachable = () => Promise.reject(new TypeError('no network'));

test('a file that is broken whatever list counts is said to be so; of another nothing is said', async () => {
  visitedBefore(after, unreachable);
  expect(await checked(bytes(epochs.after), null)).toBe('trust-unproven');
  expect(await checked(bytes(epochs.before), null)).toMatchObject({ outcome: 'VALID' });
  expect(await checked(bytes('{'), null)).toMatchObject({ outcome: 'BROKEN' });
  const forged = { ...JSON.parse(epochs.after), leaf: JSON.parse(epochs.before).leaf };
  expect(await checked(bytes(forged), null)).toMatchObject({ outcome: 'BROKEN' });
  visitedBefore({ ...after, origin: 'another.example/log' }, unreachable);
  expect(await checked(bytes(forged), null)).toMatchObject({ outcome: 'BROKEN' });
  expect(await checked(bytes(epochs.after), null)).toBe('trust-changed');
});

test('without any list nothing is checked', async () => {
  vi.stubGlobal('localStorage', new Shelf());
  vi.stubGlobal('fetch', unreachable);
  expect(await checked(bytes(epochs.after), null)).toBe('trust-missing');
  expect(await checked(bytes(epochs.before), bytes(epochs.trust))).toMatchObject({ outcome: 'VALID' });
});
