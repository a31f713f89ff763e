// The built pages, with the headers that the product serves them with.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export async function serveFile(pages, pathname, response) {
  const file = pathname === '/verify' ? '/verify.html' : pathname === '/payers' ? '/payers.html' : pathname;
  const path = normalize(file);
  const found = extname(path) === '' ? null : await readFile(join(pages, path)).catch(() => null);
  if (found === null && extname(path) !== '') {
    response.writeHead(404).end();
    return;
  }
  const body = found ?? (await readFile(join(pages, 'index.html')));
  response
    .writeHead(200, {
      'Content-Type': types[found === null ? '.html' : extname(path)] ?? 'application/octet-stream',
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': path.startsWith('/assets/') || path.startsWith('/fonts/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
    .end(body);
}
