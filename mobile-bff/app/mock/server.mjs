// Plays the pages' server with made-up data: `node mock/server.mjs [port] [folder of the built pages]`.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Api } from './api.mjs';
import { serveFile } from './files.mjs';
import { checkProof } from './proofs.mjs';

const open = new Set(['GET /api/trust', 'GET /api/trust/epochs', 'POST /api/sign-in', 'GET /api/session']);
const largestBody = 65_536;

/** Starts the server. `control` may be changed while it runs: what fails, what is old, what there is. */
export async function startMock({ port = 0, pages, stepMillis = 700 }) {
  const control = { down: false, stale: false, empty: false, crowd: false, differs: false, clockAheadSeconds: 0, linkRefused: false, claimRefused: false, anotherTrust: false, validators: null, olderBill: false, epochsDown: false };
  const sessions = new Map();
  const attempts = new Map();
  const api = new Api(control, stepMillis);
  const server = createServer((request, response) => {
    answer(request, response).catch((failure) => {
      console.error(failure);
      if (!response.headersSent) problem(response, 500, 'INTERNAL', 'Internal error', '');
    });
  });

  async function answer(request, response) {
    const address = new URL(request.url, `http://${request.headers.host}`);
    const { pathname } = address;
    if (control.down && (pathname.startsWith('/api/') || pathname === '/')) return request.socket.destroy();
    if (pathname === '/oauth2/authorize') return redirect(response, `/login/callback?state=${address.searchParams.get('state')}`);
    if (pathname === '/login/callback') return callback(address, response);
    if (!pathname.startsWith('/api/')) return serveFile(pages, pathname, response);
    const now = Math.floor(Date.now() / 1000) + control.clockAheadSeconds;
    const proof = checkProof(request.headers.dpop, request.method, address.origin + pathname, now);
    const session = sessions.get(cookie(request, 'yipiao_session'));
    const bound = session !== undefined && session === proof.thumbprint;
    const call = `${request.method} ${pathname}`;
    if (call === 'GET /api/session') return json(response, 200, { signedIn: bound, serverTime: now });
    if (call === 'POST /api/sign-in') return signIn(proof, now, response);
    if (!open.has(call) && session === undefined) return problem(response, 401, 'SIGN_IN_NEEDED', '请先登录', '');
    if (!open.has(call) && !bound) {
      return problem(response, 401, proof.problem ?? 'BINDING_REFUSED', '设备不符', '', { serverTime: now });
    }
    if (call === 'POST /api/sign-out') {
      sessions.delete(cookie(request, 'yipiao_session'));
      response.writeHead(204, { 'Set-Cookie': 'yipiao_session=; Path=/; Max-Age=0' }).end();
      return undefined;
    }
    if (call === 'POST /api/sign-out-everywhere') {
      sessions.clear();
      response.writeHead(204, { 'Set-Cookie': 'yipiao_session=; Path=/; Max-Age=0' }).end();
      return undefined;
    }
    return api.answer(call, address, request, await bodyOf(request), { json, problem, response });
  }

  function signIn(proof, now, response) {
    if (proof.thumbprint === undefined) return problem(response, 401, proof.problem, '设备不符', '', { serverTime: now });
    const state = randomBytes(16).toString('hex');
    attempts.set(state, proof.thumbprint);
    return json(response, 200, { location: `/oauth2/authorize?client_id=mobile-bff&request_uri=urn:x&state=${state}` });
  }

  function callback(address, response) {
    const thumbprint = attempts.get(address.searchParams.get('state'));
    if (thumbprint === undefined) return redirect(response, '/?problem=ATTEMPT_EXPIRED');
    const id = randomBytes(16).toString('hex');
    sessions.set(id, thumbprint);
    response.setHeader('Set-Cookie', `yipiao_session=${id}; HttpOnly; SameSite=Strict; Path=/`);
    return redirect(response, '/');
  }

  await new Promise((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    control,
    api,
    address: `http://127.0.0.1:${server.address().port}`,
    endSessions: () => sessions.clear(),
    stop: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

function json(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(body));
}

function problem(response, status, code, title, detail, more = {}) {
  const retryable = status >= 500 || status === 429;
  response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify({ status, code, title, detail, retryable, errors: [], ...more }));
}

function redirect(response, to) {
  response.writeHead(303, { Location: to }).end();
}

function cookie(request, name) {
  return new Map((request.headers.cookie ?? '').split('; ').map((pair) => pair.split('='))).get(name);
}

async function bodyOf(request) {
  let text = '';
  for await (const piece of request) {
    text += piece;
    if (text.length > largestBody) throw new Error('body too large');
  }
  return text === '' ? null : JSON.parse(text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await startMock({ port: Number(process.argv[2] ?? 8085), pages: resolve(process.argv[3] ?? 'dist') });
  console.log(`listening at ${address}`);
}
