// Walks through all screens of the app against the mock server, takes a picture of each and looks for barriers:
// `node browser/shots.mjs FOLDER [folder of the built pages]`. Ends with 1 when something is wrong.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startMock } from '../mock/server.mjs';
import { barriers } from './barriers.mjs';
import { launch } from './chromium.mjs';
import { walk } from './walk.mjs';

const folder = resolve(process.argv[2] ?? 'shots');
const pages = resolve(process.argv[3] ?? 'dist');

mkdirSync(folder, { recursive: true });
const mock = await startMock({ pages, stepMillis: 600 });
const browser = await launch();
const wrong = [];

/** A visitor with a device of its own; what the page complains of is kept. */
async function visitor(options = {}) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    // The tool's own script for finding barriers is not the product's.
    bypassCSP: false,
    ...options,
  });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  page.on('console', (message) => {
    // Pages that fail on purpose; a preload that the worker answers instead of the network.
    const expected = /Failed to load resource|cross-world service worker/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !expected) wrong.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (failure) => wrong.push(`error: ${failure.message}`));
  return page;
}

async function shot(page, name, { full = true } = {}) {
  // The faces come after the first paint; each character's part of the font is fetched once it is seen.
  await page.waitForFunction(() => document.fonts.size > 50 && document.fonts.status === 'loaded', undefined, { timeout: 5000 });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: full });
  for (const found of await barriers(page)) wrong.push(`${name}: ${found}`);
}

try {
  await walk({ mock, visitor, shot });
} catch (failure) {
  wrong.push(`stopped: ${failure.message}`);
} finally {
  await browser.close();
  await mock.stop();
}
if (wrong.length > 0) console.error([...new Set(wrong)].join('\n'));
console.log(`pictures in ${folder}; ${new Set(wrong).size} things are wrong`);
process.exit(wrong.length > 0 ? 1 : 0);
