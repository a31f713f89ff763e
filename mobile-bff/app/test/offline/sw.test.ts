import { expect, test } from 'vitest';
import source from '../../offline/sw.js?raw';

const origin = 'https://yipiao.example';
type Fetched = { request: { method: string; url: string; mode: string }; respondWith: (answer: Promise<unknown>) => void };

/** The worker with a made-up browser around it. */
function worker() {
  const listeners = new Map<string, (event: Fetched) => void>();
  const kept: string[] = [];
  const sandbox = {
    addEventListener: (name: string, listener: (event: Fetched) => void) => listeners.set(name, listener),
    self: { location: { origin } },
    Response: { error: () => 'error' },
    fetch: async (request: { url: string }) => ({ ok: true, clone: () => ({ of: request.url }), of: request.url }),
    caches: {
      match: async () => undefined,
      open: async () => ({ put: async (request: { url: string }) => void kept.push(request.url) }),
    },
  };
  new Function(...Object.keys(sandbox), source)(...Object.values(sandbox));
  const ask = async (path: string, mode: string, method = 'GET', from = origin): Promise<boolean> => {
    let answered: Promise<unknown> | null = null;
    listeners.get('fetch')?.({ request: { method, url: from + path, mode }, respondWith: (answer) => (answered = answer) });
    await answered;
    return answered !== null;
  };
  return { ask, kept };
}

test('what servers say of a person passes the worker by and is not kept', async () => {
  const { ask, kept } = worker();
  const paths = ['/api/home', '/api/invoices/110601260000000001', '/api/claims/0/events', '/api/trust', '/api/session', '/payers/api/queue'];
  for (const path of [...paths, '/login/callback?code=c&state=s', '/verify/api/trust', '/sign-in', '/oauth2/authorize']) {
    for (const mode of ['cors', 'same-origin', 'navigate']) {
      for (const method of ['GET', 'POST']) expect(await ask(path, mode, method), `${method} ${path} ${mode}`).toBe(false);
    }
  }
  expect(kept).toEqual([]);
});

test('no address of another site is answered, and of this site only letter shapes are kept', async () => {
  const { ask, kept } = worker();
  expect(await ask('/fonts/a.woff2', 'cors', 'GET', 'https://elsewhere.invalid')).toBe(false);
  expect(await ask('/assets/../api/home', 'cors')).toBe(false);
  expect(await ask('/', 'navigate')).toBe(true);
  expect(await ask('/assets/a.js', 'no-cors')).toBe(true);
  expect(await ask('/fonts/a.woff2', 'cors')).toBe(true);
  expect(kept).toEqual([`${origin}/fonts/a.woff2`]);
});
