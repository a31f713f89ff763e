// Starts the browser that comes inside an npm package, with the libraries that it needs beside it.
import chromium, { inflate } from '@sparticuz/chromium';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium as playwright } from 'playwright-core';

const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export async function launch() {
  const packaged = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin');
  const libraries = join(await inflate(join(packaged, 'al2023.tar.br')), 'lib');
  return playwright.launch({
    executablePath: await chromium.executablePath(packaged),
    args: flags,
    env: { ...process.env, LD_LIBRARY_PATH: libraries },
  });
}
