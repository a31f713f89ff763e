// Looks at the public verification page and the payers' page in a real browser: takes pictures, and fails on an
// accessibility violation or a breach of the content policy. Usage: node browser/desk-shots.mjs FOLDER, after a build.
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundle, epochs, gm } from '../mock/desk-answers.mjs';
import { control, serve } from '../mock/desk.mjs';
import { launch } from './chromium.mjs';
import { lookAtPayers } from './payers-shots.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = process.argv[2] ?? 'target/shots';
const only = process.argv[3] ?? '';
const faults = [];

/** A page of that size and language whose errors are collected. */
async function open(browser, size, language, path) {
  const context = await browser.newContext({ viewport: size, locale: language, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && faults.push(`${path}: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${path}: ${error.message}`));
  await page.goto(`${base}${path}`);
  await page.waitForSelector('h1');
  return page;
}

/** A browser without Ed25519 says that it cannot check, never that a bill is valid; all of it by keyboard alone. */
async function lookAtAnOldBrowser(browser) {
  const page = await open(browser, desktop, 'zh-TW', '/verify');
  await page.evaluate(() => {
    const real = crypto.subtle.importKey.bind(crypto.subtle);
    crypto.subtle.importKey = (...given) =>
      given[2].name === 'Ed25519' ? Promise.reject(new DOMException('', 'NotSupportedError')) : real(...given);
  });
  // Asked for before the keys: a busy machine might else open the chooser before anybody waits for it.
  const chosen = page.waitForEvent('filechooser');
  for (let i = 0; i < 5; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await (await chosen).setFiles(file(bundle));
  await page.waitForSelector('.verdict-banner[data-standing=unable]');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('details[open]');
  await look(page, 'verify-unable-zh-TW');
  await page.context().close();
}

/** A picture of the whole page, and what axe finds on it. */
async function look(page, name) {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  // Evaluated through the debugger: the content policy would refuse it as a script of the page.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  for (const { id, nodes } of violations) faults.push(`${name}: ${id} ${nodes.map((node) => node.html).join(' ')}`.slice(0, 600));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) faults.push(`${name}: ${wide} pixels wider than the screen`);
}

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const file = (text, name = '110601260000000001.json') => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

async function lookAtVerification(browser) {
  for (const [size, shape] of [[desktop, 'desktop'], [phone, 'phone']]) {
    const page = await open(browser, size, 'zh-CN', '/verify');
    await look(page, `verify-${shape}`);
    await page.setInputFiles('input[type=file]', file(bundle));
    await page.waitForSelector('.verdict');
    await look(page, `verify-valid-${shape}`);
    await page.click('.verdict-file button');
    const parts = JSON.parse(bundle);
    const lines = parts.document.split('~');
    const item = lines.findIndex((line) => Buffer.from(line, 'base64url').toString().includes('30000'));
    const changed = Buffer.from(lines[item], 'base64url').toString().replace('30000', '90000');
    lines[item] = Buffer.from(changed).toString('base64url');
    await page.setInputFiles('input[type=file]', file(JSON.stringify({ ...parts, document: lines.join('~') })));
    await page.waitForSelector('.verdict');
    await look(page, `verify-broken-${shape}`);
    await page.context().close();
  }
  const page = await open(browser, desktop, 'en-GB', '/verify');
  await page.setInputFiles('input[type=file]', file(bundle.replace(/— yipiao\S+\/agency[^\\]*\\n/, '').replace(/— yipiao\S+\/bureau[^\\]*\\n/, '')));
  await page.waitForSelector('.verdict');
  await page.locator('.step[data-standing=broken] summary').click();
  await look(page, 'verify-quorum-en');
  await page.click('.verdict-file button');
  await page.click('button[type=submit]');
  await look(page, 'verify-faults-en');
  await page.fill('[name=code]', '11060126');
  await page.fill('[name=number]', '0000000001');
  await page.fill('[name=checkCode]', 'ffffff');
  await page.fill('[name=issueDate]', '2026-11-26');
  await page.fill('[name=total]', '1,260.00');
  const before = faults.length;
  await page.keyboard.press('Enter');
  await page.waitForSelector('.notice-bad');
  await page.fill('[name=checkCode]', 'A1B2C3');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.found');
  await look(page, 'verify-found-en');
  for (let i = 0; i < 4; i++) {
    await page.click('button[type=submit]');
    await page.waitForTimeout(120);
  }
  await page.waitForSelector('.notice-warn');
  await look(page, 'verify-limited-en');
  // The browser writes each refusal of a call to its console; that is what the mock was asked for.
  faults.splice(before, faults.length, ...faults.slice(before).filter((fault) => !/status of 4(04|29)/.test(fault)));
  await page.context().close();
}

/** A bill under SM2, by its own consortium's trust file; what verifies it comes with the first such bill, not before. */
async function lookAtSuiteGm(browser) {
  const page = await open(browser, phone, 'zh-CN', '/verify');
  const loaded = [];
  page.on('request', (request) => loaded.push(request.url()));
  const came = () => loaded.some((url) => /\/sm2-[^/]*\.js$/.test(url));
  const give = async (text) => {
    await page.setInputFiles('input[type=file]:not(.trust input)', file(text));
    await page.waitForSelector('.verdict-banner[data-standing=ok]');
  };
  await give(bundle);
  if (came()) faults.push('verify-gm: SM2 is loaded for a bill that has none');
  await page.click('.verdict-file button');
  await page.setInputFiles('.trust input[type=file]', file(gm.trust, 'consortium-gm.json'));
  await give(gm.bundle);
  if (!came()) faults.push('verify-gm: SM2 is not loaded apart');
  await page.locator('.paper').getByText('SM2').waitFor();
  await look(page, 'verify-gm-phone');
  await page.context().close();
}

/** The site's list goes on, and what proves it is not to be had: the page says so and checks once it is. */
async function lookAtAnUnprovenList(browser) {
  control.validators = 'before';
  for (const [language, title] of [['zh-CN', '暂时无法核实'], ['zh-TW', '暫時無法核實'], ['en-GB', 'could not be checked now']]) {
    const page = await open(browser, phone, language, '/verify');
    const give = (text) => page.setInputFiles('input[type=file]:not(.trust input)', file(text));
    await give(epochs.before);
    await page.waitForSelector('.verdict-banner[data-standing=ok]');
    await page.click('.verdict-file button');
    control.validators = 'after';
    control.epochsDown = true;
    const before = faults.length;
    await give(epochs.after);
    await page.locator('.notice-warn', { hasText: title }).waitFor();
    await look(page, `verify-unproven-${language}`);
    faults.splice(before, faults.length, ...faults.slice(before).filter((fault) => !/status of 503/.test(fault)));
    control.epochsDown = false;
    await page.click('.notice-warn .button');
    await page.waitForSelector('.verdict-banner[data-standing=ok]');
    await page.context().close();
    control.validators = 'before';
  }
  control.validators = null;
}

await mkdir(folder, { recursive: true });
const server = await serve(0);
const base = `http://127.0.0.1:${server.address().port}`;
const browser = await launch();
try {
  if (only !== 'payers') {
    await lookAtVerification(browser);
    await lookAtAnOldBrowser(browser);
    await lookAtSuiteGm(browser);
    await lookAtAnUnprovenList(browser);
  }
  if (only !== 'verify') await lookAtPayers({ browser, open, look, faults, desktop, phone });
} finally {
  await browser.close();
  server.close();
}
faults.forEach((fault) => console.error(fault));
process.exit(faults.length > 0 ? 1 : 0);
