// Serves the built public verification page and payers' page with made-up answers and the strict content policy.
// Usage: node mock/desk.mjs [port], after `npm run build`.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claim, claims, epochs, queue, say, trust } from './desk-answers.mjs';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const MAX_BODY = 65_536;

/** May be changed while it runs: whether the site's list is that of before or after a change of validators, and what fails. */
export const control = { validators: null, epochsDown: false };

let signedIn = false;
let lookUps = 0;
const decided = new Map();

/** Starts the server and gives it once it listens. */
export function serve(port) {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

async function answer(request, response) {
  const url = new URL(request.url, 'http://127.0.0.1');
  const path = url.pathname;
  if (path.startsWith('/verify/api/')) return verify(request, response, path);
  if (path.startsWith('/payers/api/')) return payers(request, response, path, url.searchParams);
  if (path === '/payers/login/callback') {
    signedIn = true;
    return response.writeHead(303, { Location: '/payers' }).end();
  }
  const file = path.startsWith('/payers') ? 'payers.html' : path === '/verify' ? 'verify.html' : normalize(path).slice(1);
  try {
    const bytes = await readFile(join(dist, file));
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
    });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

async function verify(request, response, path) {
  if (path === '/verify/api/trust') return response.writeHead(200, { 'Content-Type': 'application/json' }).end(trustList());
  if (path === '/verify/api/trust/epochs') {
    return control.epochsDown ? problem(response, 503, 'NO_NODE_ANSWERS') : json(response, 200, { changes: epochs.changes, last: epochs.changes.length });
  }
  const query = await body(request);
  lookUps++;
  if (lookUps > 4) return problem(response, 429, 'TOO_MANY_LOOK_UPS', {}, { 'Retry-After': '900' });
  if (query.checkCode !== 'a1b2c3') return problem(response, 404, 'NO_SUCH_INVOICE');
  json(response, 200, {
    invoiceId: query.code + query.number,
    state: 'FINAL',
    issuer: '示范第一医院',
    payer: '**远',
    payerDocument: '991383********0775',
    totalFen: query.totalFen,
    totalInCapitals: '壹仟贰佰陆拾元整',
    finalAt: '2026-11-26T03:15:04.120Z',
  });
}

function trustList() {
  const { validators } = control;
  return validators === null ? trust : validators === 'before' ? epochs.trust : epochs.followed;
}

async function payers(request, response, path, search) {
  const serverTime = Math.floor(Date.now() / 1000);
  if (path === '/payers/api/session') {
    const staff = signedIn ? { tenant: 'agency', staffId: 'chen-jing', canDecide: true } : {};
    return json(response, 200, { signedIn, serverTime, ...staff });
  }
  if (path === '/payers/api/sign-in') return json(response, 200, { location: '/payers/login/callback' });
  if (!signedIn) return problem(response, 401, 'SIGN_IN_NEEDED');
  if (path === '/payers/api/sign-out') {
    signedIn = false;
    return response.writeHead(204).end();
  }
  const language = request.headers['accept-language'] ?? 'en';
  const limit = Number(search.get('limit') ?? 50);
  const after = Number(search.get('after') ?? 0);
  if (path === '/payers/api/queue') return json(response, 200, page(queue(language), after, limit));
  if (path === '/payers/api/claims') {
    const status = search.get('status');
    return json(response, 200, page(claims.filter((each) => status === null || each.status === status), after, limit));
  }
  const [, claimId, decisions] = /^\/payers\/api\/claims\/([0-9a-f]{32})(\/decisions)?$/.exec(path) ?? [];
  const found = claimId === undefined ? null : (decided.get(claimId) ?? claim(claimId, language));
  if (found === null) return problem(response, 404, 'NOT_FOUND');
  return decisions === undefined ? json(response, 200, found) : decide(response, found, await body(request), language);
}

function decide(response, found, said, language) {
  const amountFen = said.decision === 'APPROVE' ? found.amountFen : said.amountFen;
  if (amountFen > 2_000_000) {
    return problem(response, 422, 'AMOUNT_TOO_GREAT', {
      title: 'More than can be paid',
      detail: 'The amount is more than the plan allows or than is left of the invoice.',
      errors: [{ pointer: '/amountFen', reason: 'is more than 1284000 fen, the most that can be paid' }],
    });
  }
  const at = new Date().toISOString();
  const same = found.proposal?.decision === said.decision && found.proposal.amountFen === amountFen;
  const view =
    amountFen > 500_000 && !same
      ? {
          ...found,
          proposal: { ...said, amountFen, reason: said.reasonCode, proposedBy: 'chen-jing', proposedAt: at },
        }
      : {
          ...found,
          status: said.decision === 'REFUSE' ? 'REFUSED' : 'ADJUDICATED',
          statusText: say('decided', language),
          ended: false,
          amountFen: said.decision === 'REFUSE' ? null : amountFen,
          proposal: null,
          decisions: [
            {
              decision: said.decision,
              amountFen,
              reasonCode: said.reasonCode,
              reason: say('covered', language),
              at,
              decidedBy: same ? found.proposal.proposedBy : 'chen-jing',
              confirmedBy: same ? 'chen-jing' : null,
              note: said.note,
              digest: 'd'.repeat(64),
            },
          ],
        };
  decided.set(found.claimId, view);
  json(response, 200, { ...view, trace: [] });
}

function page(all, after, limit) {
  const next = after + limit < all.length ? String(after + limit) : null;
  return { claims: all.slice(after, after + limit), next };
}

async function body(request) {
  let text = '';
  for await (const piece of request) {
    text += piece;
    if (text.length > MAX_BODY) throw new Error('too large');
  }
  return JSON.parse(text);
}

function json(response, status, value) {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

function problem(response, status, code, more = {}, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/problem+json', ...headers });
  response.end(JSON.stringify({ status, code, title: code, detail: '', retryable: status === 429, ...more }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 8090);
  await serve(port);
  console.log(`http://127.0.0.1:${port}/verify and http://127.0.0.1:${port}/payers`);
}
