import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const node = process.env['YIPIAO_NODE'] ?? 'http://127.0.0.1:8080';
const proxied = ['/explorer/api', '/v1', '/tile', '/checkpoint'];

export default defineConfig({
  base: './',
  // The verifier is the app's own: one source for whoever verifies in a browser.
  resolve: { alias: { '@app': fileURLToPath(new URL('../../mobile-bff/app/src', import.meta.url)) } },
  build: {
    target: ['chrome111', 'safari16.4', 'firefox115'],
    // The content policy allows files of the own origin alone: nothing may become a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: { proxy: Object.fromEntries(proxied.map((path) => [path, { target: node }])) },
  // A proof with each of its characters changed in turn takes a while on a machine that does other things, too.
  test: { include: ['test/**/*.test.ts'], environment: 'node', testTimeout: 120_000 },
});
