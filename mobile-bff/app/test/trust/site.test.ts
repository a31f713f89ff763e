import { afterEach, expect, test, vi } from 'vitest';
import { adopt } from '../../src/trust/pin';
import { siteTrust } from '../../src/verify/useFileCheck';
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
    expect(await siteTrust()).toEqual({ problem: 'trust-unproven' });
  }
  visitedBefore({ ...after, origin: 'another.example/log' }, () => Promise.reject(new TypeError('no network')));
  expect(await siteTrust()).toEqual({ problem: 'trust-changed' });
});

test('it goes on with a list that is proven to follow', async () => {
  visitedBefore(after, async () => Response.json({ changes: epochs.changes, last: epochs.changes.length }));
  expect(await siteTrust()).toEqual({ trust: after });
});
