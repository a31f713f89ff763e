// The browser's own libraries are what it runs on: with the system's hidden it starts with them, and without them it does not.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchApart, librariesIn, mappedFiles, unpacked } from '../chromium.mjs';
import { foreignLibraries, ways } from '../libraries.mjs';

const own = librariesIn(await unpacked());
const { browser, way } = await launchApart();
console.log(`way ${way}: ${ways[way]}`);
try {
  await using(browser);
  require(foreignLibraries(await mappedFiles(browser), own).length === 0, 'it uses libraries of the system');
} finally {
  await browser.close();
}
console.log('started with its own libraries');

const empty = mkdtempSync(join(tmpdir(), 'no-libraries-'));
try {
  await withoutAny(empty);
} finally {
  rmSync(empty, { recursive: true });
}

/** It starts its other processes, too. */
async function using(started) {
  const page = await started.newPage();
  await page.goto('data:text/html,<h1>own</h1>');
  require((await page.locator('h1').innerText()) === 'own', 'it draws no page');
}

/** The control: what finds the system's copies where it should not must say so. */
async function withoutAny(folder) {
  const attempt = await launchApart(folder).catch((failure) => failure);
  if (attempt instanceof Error) {
    require(/error while loading shared libraries: (\/\S*\/)?lib(nss|nspr|smime|ssl|plc|plds)/.test(attempt.message), `it did not start for another reason: ${attempt.message}`);
    console.log('without them it does not start');
    return;
  }
  try {
    require(attempt.way === 'maps', 'it starts without its own libraries though the system’s are hidden');
    require(foreignLibraries(await mappedFiles(attempt.browser), own).length > 0, 'the system’s libraries are not noticed');
    console.log('without them the system’s are noticed');
  } finally {
    await attempt.browser.close();
  }
}

function require(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}
