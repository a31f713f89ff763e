import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const backend = process.env['YIPIAO_BACKEND'] ?? 'http://127.0.0.1:8085';
const proxied = ['/api', '/login', '/payers/api', '/payers/login', '/verify/api', '/oauth2', '/sign-in'];

/** Runs the small part that a page begins with before its other parts are there: as a script of its own, and the first. */
function first(page: string, input: string): Plugin {
  return {
    name: 'first',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, filename }) {
        if (bundle === undefined || !filename.endsWith(page)) return html;
        const part = Object.values(bundle).find((each) => each.type === 'chunk' && each.isEntry && each.name === input);
        if (part === undefined) throw new Error(`${page} has no part ${input}`);
        const script = `<script type="module" crossorigin src="/${part.fileName}"></script>\n    `;
        const others = html.indexOf('<script');
        return html.slice(0, others) + script + html.slice(others);
      },
    },
  };
}

export default defineConfig({
  plugins: [react(), first('index.html', 'begin')],
  build: {
    target: ['chrome111', 'safari16.4', 'firefox115'],
    // The content policy allows fonts from the own origin only: nothing may become a data: address.
    assetsInlineLimit: 0,
    manifest: true,
    sourcemap: false,
    rolldownOptions: {
      input: { begin: 'src/app/begin.ts', index: 'index.html', verify: 'verify.html', payers: 'payers.html' },
      output: {
        assetFileNames: (asset) =>
          asset.names.some((name) => name.endsWith('.woff2'))
            ? 'fonts/[name]-[hash][extname]'
            : 'assets/[name]-[hash][extname]',
        chunkFileNames: 'assets/[name]-[hash].js',
        entryFileNames: 'assets/[name]-[hash].js',
      },
    },
  },
  server: { proxy: Object.fromEntries(proxied.map((path) => [path, { target: backend }])) },
  test: { include: ['test/**/*.test.{ts,tsx}', 'src/**/*.test.ts'], environment: 'node' },
});
