// What all specs share: what they are told, visitors whose complaints are kept, pictures, and the end.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barriers } from '../barriers.mjs';
import { launch } from '../chromium.mjs';

export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };
export const desktop = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 };

/** What the browser says of a preload that the page's worker answers in place of the network. */
const harmless = [/cross-world service worker/];

/** How long a single step may take on a busy machine. */
const stepMillis = 20_000;

/**
 * Runs `steps({ told, browser, visitor, look, check, found })` and ends this process with 1 when a step failed or a page
 * had anything to complain of. `node browser/specs/NAME.mjs FILE`: the file is what the spec is told.
 */
export async function spec(name, steps) {
  const told = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  mkdirSync(told.pictures, { recursive: true });
  const begin = Date.now();
  const faults = new Set();
  const found = {};
  const browser = await launch();
  const check = (what, holds) => void (holds || faults.add(`does not hold: ${what}`));
  const say = (text) => console.log(`${name}: ${text}`);
  try {
    await steps({ told, browser, visitor: visitors(browser, told, faults), look: looks(told, faults, name), check, found, say });
  } catch (failure) {
    faults.add(`stopped: ${failure.stack}`);
    await lastSights(browser, told, name);
  } finally {
    await browser.close();
  }
  writeFileSync(told.found, JSON.stringify(found));
  faults.forEach((fault) => console.error(`${name}: ${fault}`));
  say(`${faults.size} faults, ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  process.exit(faults.size > 0 ? 1 : 0);
}

/** Opens a page in a browser of somebody's own; whatever it complains of, and each call to elsewhere, is a fault. */
function visitors(browser, told, faults) {
  return async (device, { expected = [] } = {}) => {
    const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', ...device });
    context.setDefaultTimeout(stepMillis);
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (!['data:', 'blob:'].includes(protocol) && origin !== told.origin) faults.add(`a call to elsewhere: ${origin}`);
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      const text = message.text();
      if (['error', 'warning'].includes(message.type()) && ![...harmless, ...expected].some((each) => each.test(text))) faults.add(`console of ${new URL(page.url()).pathname}: ${text}`);
    });
    page.on('pageerror', (failure) => faults.add(`error of the page: ${failure.message}`));
    return page;
  };
}

/** Takes a picture of a page that has come to rest, and looks for barriers and for what is wider than the screen. */
function looks(told, faults, name) {
  let pictures = 0;
  return async (page, what, { full = true, touch = true } = {}) => {
    await page.evaluate(() => document.fonts.ready);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.evaluate(() => document.fonts.ready);
    const picture = `${name}-${String(++pictures).padStart(2, '0')}-${what}.png`;
    await page.screenshot({ path: join(told.pictures, picture), fullPage: full });
    for (const barrier of await barriers(page, { touch })) faults.add(`${what}: ${barrier}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) faults.add(`${what}: ${wide} pixels wider than the screen`);
  };
}

async function lastSights(browser, told, name) {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [n, page] of pages.entries()) {
    await page.screenshot({ path: join(told.pictures, `${name}-stopped-${n}.png`) }).catch(() => undefined);
  }
}
