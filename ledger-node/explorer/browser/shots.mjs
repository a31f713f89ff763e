// Looks at a node without a seat against the mock, at the size of a phone and of a desk: takes pictures, looks for barriers.
// `node browser/shots.mjs FOLDER [folder of the built page]`, with the app's packages installed. Ends with 1 when something is wrong.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { barriers } from '../../../mobile-bff/app/browser/barriers.mjs';
import { launch } from '../../../mobile-bff/app/browser/chromium.mjs';
import { desktop, phone } from '../../../mobile-bff/app/browser/visit.mjs';
import { startMock } from '../mock/server.mjs';
import { withoutSeat } from './seat.mjs';

const folder = resolve(process.argv[2] ?? 'shots');
mkdirSync(folder, { recursive: true });
const mock = await startMock({ pages: resolve(process.argv[3] ?? 'dist') });
const browser = await launch();
const wrong = [];

async function look(page, picture) {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${picture}.png`), fullPage: true });
  const touched = page.viewportSize().width === phone.width;
  for (const found of await barriers(page)) if (touched || !found.startsWith('small target')) wrong.push(`${picture}: ${found}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) wrong.push(`${picture}: ${wide} pixels wider than the screen`);
}

try {
  for (const [viewport, name] of [[phone, 'phone'], [desktop, 'desk']]) {
    const context = await browser.newContext({ viewport, hasTouch: viewport === phone, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    page.on('pageerror', (failure) => wrong.push(`error: ${failure.message}`));
    await page.goto(`${mock.address}/explorer/`);
    await page.locator('.hero .mark-holds').waitFor();
    await withoutSeat({ page, look, name });
    await context.close();
  }
} catch (failure) {
  wrong.push(`stopped: ${failure.message}`);
} finally {
  await browser.close();
  await mock.stop();
}
[...new Set(wrong)].forEach((fault) => console.error(fault));
process.exit(wrong.length > 0 ? 1 : 0);
