// Plays a node with made-up answers for the page that was built: what it shows to everybody, and nothing of members.
// `node mock/server.mjs [port] [folder of the built page]`.
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const golden = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const trust = Buffer.from(golden('protocol/src/test/resources/golden/consortium.hex').replace(/\s/g, ''), 'hex');
const proofs = golden('contract/src/test/resources/golden/state-proofs.txt');
const note = noteOf(proofs.slice(0, proofs.lastIndexOf('\nyipiao/state-proof@v1\n')));
const size = Number(note.split('\n')[1]);
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Behind the header and the way to it. */
function noteOf(proof) {
  const inclusion = proof.slice(proof.indexOf('\n\n') + 2);
  return inclusion.slice(inclusion.indexOf('\n\n') + 2);
}

const kinds = { bureau: 'REGULATOR', agency: 'PAYER', insurer: 'PAYER', 'hospital-one': 'HOSPITAL', 'hospital-two': 'HOSPITAL', clinic: 'HOSPITAL' };

function overview() {
  const now = new Date();
  const ago = (seconds) => new Date(now - seconds * 1000).toISOString();
  const members = Object.entries(kinds).map(([name, kind], i) => ({
    number: i + 1, name, kind, validator: i < 4, suspended: false, withheldMillis: 0, lies: {}, cosignature: i < 4 ? { size, at: ago(2 + i) } : null,
  }));
  return {
    ledger: {
      origin: note.split('\n')[0], ledgerId: 'a5'.repeat(32), suite: 'INTL', founded: '2026-06-01T00:00:00Z', contractVersion: 2, next: null,
      epoch: 0, validators: 4, quorum: 3,
    },
    node: {
      member: 4, status: 'ACTIVE', reason: 'It takes transactions.', engine: 'ACTIVE', engineReason: '', absence: null, cosigning: true, height: 12, size,
      finalSize: size, finalAt: ago(2), finalityLagMillis: 0, submissions: 0, now: now.toISOString(),
    },
    members,
  };
}

function api(path) {
  if (path === '/explorer/api/overview') return overview();
  if (path === '/explorer/api/checkpoints') return [{ height: 12, size, finalAt: new Date(Date.now() - 2000).toISOString(), note }];
  if (path === '/explorer/api/figures') return { secondMillis: 1000, pace: { from: 0, operations: [], p50Millis: [], p99Millis: [], whole: { p50Millis: -1, p99Millis: -1 } } };
  return null;
}

/** Starts it and gives it once it listens. */
export function startMock({ port = 0, pages }) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    const send = (status, type, body) => response.writeHead(status, { 'Content-Type': type, 'Content-Security-Policy': policy }).end(body);
    const problem = (status, code) => send(status, 'application/problem+json', JSON.stringify({ status, code, title: code, detail: '', retryable: true }));
    const answer = api(pathname);
    if (answer !== null) return send(200, 'application/json', JSON.stringify(answer));
    if (pathname === '/explorer/api/trust') return send(200, 'application/json', trust);
    if (pathname === '/explorer/api/checkpoints/events') return problem(503, 'STREAMS_FULL');
    if (!pathname.startsWith('/explorer/') || pathname.startsWith('/explorer/api/')) return problem(404, 'NOT_FOUND');
    const file = pathname === '/explorer/' ? 'index.html' : normalize(pathname.slice('/explorer/'.length));
    try {
      return send(200, types[extname(file)] ?? 'application/octet-stream', await readFile(join(pages, file)));
    } catch {
      return problem(404, 'NOT_FOUND');
    }
  });
  return new Promise((listening) => {
    server.listen(port, '127.0.0.1', () =>
      listening({
        address: `http://127.0.0.1:${server.address().port}`,
        stop: () => {
          server.closeAllConnections();
          return new Promise((closed) => server.close(closed));
        },
      }),
    );
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await startMock({ port: Number(process.argv[2] ?? 8086), pages: resolve(process.argv[3] ?? 'dist') });
  console.log(`listening at ${address}/explorer/`);
}
