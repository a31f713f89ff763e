// What a patient does with the app, step by step.
import { enterCode } from './messages.mjs';

/** From the first screen to the list of invoices. */
export async function signIn({ told, browser, look }, page) {
  await page.goto(`${told.origin}/`);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await look?.(page, 'first-screen');
  await page.getByRole('button', { name: '手机号登录' }).click();
  await enterCode(browser, told, page, told.phone, look);
  await page.getByRole('heading', { name: '我的票据' }).waitFor();
  await rowOf(page, told.invoiceId).waitFor();
}

export function rowOf(page, invoiceId) {
  return page.locator(`.visits a[href="/invoices/${invoiceId}"]`);
}

/** Waits for the paid moment, and gives the claim's id. */
export async function paid({ told, check }, page) {
  await page.getByRole('heading', { name: '到账凭据' }).waitFor({ timeout: 60_000 });
  check('the amount is paid', (await page.locator('.hero-amount').innerText()).includes(told.amount));
  check('the receipt names the amount', (await page.locator('.receipt .sum-strong').innerText()).includes(told.amount));
  check('the last step is the payment', (await page.locator('.timeline .moment').last().innerText()).includes('已到账'));
  check('no step is to come', (await page.locator('.moment-coming, .moment-now').count()) === 0);
  return new URL(page.url()).pathname.split('/').at(-1);
}

/** Every link of the chain of checks holds, computed by this browser. */
export async function chainHolds({ check }, page) {
  await page.locator('.chain .link').first().waitFor();
  const links = await page.locator('.chain .link').count();
  check(`all twelve links are shown, not ${links}`, links === 12);
  check('each link holds', (await page.locator('.chain .link-ok').count()) === links);
}
