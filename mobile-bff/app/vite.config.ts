import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const backend = process.env['YIPIAO_BACKEND'] ?? 'http://127.0.0.1:8085';
const proxied = ['/api', '/login', '/payers/api', '/payers/login', '/verify/api', '/oauth2', '/sign-in'];

export default defineConfig({
  plugins: [react()],
  build: {
    target: ['chrome111', 'safari16.4', 'firefox115'],
    // The content policy allows fonts from the own origin only: nothing may become a data: address.
    assetsInlineLimit: 0,
    manifest: true,
    sourcemap: false,
    rolldownOptions: {
      input: { index: 'index.html', verify: 'verify.html', payers: 'payers.html' },
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
