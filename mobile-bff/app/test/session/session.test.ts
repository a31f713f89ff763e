import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem, Session, Unreachable } from '../../src/session';
import { checkProof } from '../../mock/proofs.mjs';

const keys = vi.hoisted(() => new Map<string, CryptoKeyPair>());

// Node has no IndexedDB; that the browser's keeps a key is seen in the walk with a real browser.
vi.mock('../../src/session/key', () => ({
  storedKey: async (name: string) => keys.get(name) ?? null,
  newKey: async () => {
    throw new Error('not asked for here');
  },
  dropKey: async (name: string) => keys.delete(name),
}));

type Sent = Omit<RequestInit, 'headers'> & { headers: Record<string, string> };

const origin = 'https://yipiao.example';
let calls: { url: string; init: Sent }[];
let answers: (() => Response)[];

const json = (status: number, body: unknown) => () => new Response(JSON.stringify(body), { status });

beforeEach(async () => {
  calls = [];
  answers = [];
  keys.set('patient', (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])) as CryptoKeyPair);
  vi.stubGlobal('location', { origin });
  vi.stubGlobal('fetch', async (url: URL, init: Sent) => {
    calls.push({ url: url.href, init });
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError('network');
    return answer();
  });
});

afterEach(() => vi.unstubAllGlobals());

async function begun(serverTime = Math.floor(Date.now() / 1000)): Promise<Session> {
  const session = new Session({ keyName: 'patient', api: '/api' });
  answers.push(json(200, { signedIn: true, serverTime }));
  await session.state();
  calls = [];
  return session;
}

function proofOf(call: number, path: string, now: number): { thumbprint?: string; problem?: string } {
  const init = calls[call]?.init;
  return checkProof(init?.headers['DPoP'], init?.method, origin + path, now);
}

test('each call carries a proof for its method and its address without the query', async () => {
  const session = await begun();
  answers.push(json(200, { ok: true }));
  await session.get('/home?q=x');
  expect(calls[0]?.url).toBe(`${origin}/api/home?q=x`);
  expect(proofOf(0, '/api/home', Math.floor(Date.now() / 1000)).thumbprint).toBeDefined();
});

test('nothing of an answer is kept by the browser, and no redirect is followed', async () => {
  const session = await begun();
  answers.push(json(200, {}));
  await session.get('/home');
  expect(calls[0]?.init).toMatchObject({ cache: 'no-store', redirect: 'error', credentials: 'same-origin' });
});

test('a page whose clock is wrong goes by that of the server from the start', async () => {
  const serverTime = Math.floor(Date.now() / 1000) + 7200;
  const session = new Session({ keyName: 'patient', api: '/api' });
  answers.push(json(200, { signedIn: false, serverTime }), json(200, { signedIn: true, serverTime }));
  expect((await session.state()).signedIn).toBe(true);
  answers.push(json(200, {}));
  await session.get('/home');
  expect(proofOf(2, '/api/home', serverTime).thumbprint).toBeDefined();
});

test('a refused proof is made once more by the time of the server', async () => {
  const session = await begun();
  const serverTime = Math.floor(Date.now() / 1000) - 500;
  answers.push(json(401, { code: 'BINDING_REFUSED', serverTime }), json(200, { value: 1 }));
  expect(await session.get('/home')).toEqual({ value: 1 });
  expect(proofOf(1, '/api/home', serverTime).thumbprint).toBeDefined();
});

test('a proof refused twice ends the session', async () => {
  const session = await begun();
  const ended = vi.fn();
  session.onEnded(ended);
  const refused = json(401, { code: 'BINDING_REFUSED', serverTime: Math.floor(Date.now() / 1000) });
  answers.push(refused, refused, json(200, {}));
  await expect(session.get('/home')).rejects.toMatchObject({ code: 'BINDING_REFUSED' });
  expect(calls).toHaveLength(2);
  expect(ended).toHaveBeenCalledOnce();
});

test('another refusal is told as it is and ends nothing', async () => {
  const session = await begun();
  const ended = vi.fn();
  session.onEnded(ended);
  answers.push(json(409, { code: 'ALREADY_CLAIMED', title: '已申请报销', detail: 'd', retryable: false, errors: [{ pointer: '/policy', reason: 'r' }] }));
  const failure = await session.post('/claims', {}).catch((cause: unknown) => cause);
  expect(failure).toBeInstanceOf(Problem);
  expect(failure).toMatchObject({ code: 'ALREADY_CLAIMED', retryable: false, errors: [{ pointer: '/policy', reason: 'r' }] });
  expect(ended).not.toHaveBeenCalled();
});

test('a server that cannot be reached, or answers what is no JSON, is unreachable', async () => {
  const session = await begun();
  await expect(session.get('/home')).rejects.toBeInstanceOf(Unreachable);
  answers.push(() => new Response('<html>', { status: 200 }));
  await expect(session.get('/home')).rejects.toBeInstanceOf(Unreachable);
});

test('signing out everywhere drops the key only once the server has done it', async () => {
  const session = await begun();
  await expect(session.signOutEverywhere()).rejects.toThrow();
  expect(keys.has('patient')).toBe(true);
  answers.push(() => new Response(null, { status: 204 }));
  await session.signOutEverywhere();
  expect(calls.at(-1)?.url).toBe(`${origin}/api/sign-out-everywhere`);
  expect(keys.has('patient')).toBe(false);
});
