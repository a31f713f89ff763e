// A poor network: none at all, a slow one, and one that breaks in the middle of a claim.
import { paid, rowOf, signIn } from './patient.mjs';
import { phone, spec } from './frame.mjs';

/** What a phone has at the edge of a village: bytes a second, and a slow processor. */
const slow = { offline: false, latency: 300, downloadThroughput: 90_000, uploadThroughput: 40_000 };
const slowerProcessor = 4;
// The browser itself writes of each call that fails; that is what is asked for here.
const expected = [/Failed to load resource/, /net::ERR_/];

async function throttle(page, network, rate) {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', network);
  await client.send('Emulation.setCPUThrottlingRate', { rate });
}

await spec('network', async (frame) => {
  const { told, visitor, look, check, found, say } = frame;

  const stranger = await visitor(phone);
  await throttle(stranger, slow, slowerProcessor);
  const begin = Date.now();
  await stranger.goto(`${told.origin}/`, { waitUntil: 'commit', timeout: 60_000 });
  await stranger.getByRole('button', { name: '手机号登录' }).waitFor({ timeout: 60_000 });
  say(`first visit over 90 kB/s with 300 ms on a processor 4 times slower: first screen after ${Date.now() - begin} ms`);
  await stranger.context().close();

  const page = await visitor(phone, { expected });
  await signIn({ ...frame, look: undefined }, page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  await page.context().setOffline(true);
  await page.reload();
  await page.getByText('网络已断开').waitFor();
  await look(page, 'offline');
  await page.context().setOffline(false);
  await rowOf(page, told.invoiceId).waitFor();

  await throttle(page, slow, slowerProcessor);
  const again = Date.now();
  await page.reload({ waitUntil: 'commit' });
  await rowOf(page, told.invoiceId).waitFor();
  say(`next visit, signed in: the list after ${Date.now() - again} ms`);
  await throttle(page, { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }, 1);

  await page.goto(`${told.origin}/invoices/${told.invoiceId}/claim`);
  let lost = 0;
  await page.context().route('**/api/claims', async (route) => {
    if (route.request().method() !== 'POST' || lost++ > 0) return route.continue();
    // The server has it, and nobody is told.
    await route.fetch();
    return route.abort('connectionreset');
  });
  let broken = 0;
  await page.context().route('**/api/claims/*/events', (route) => (broken++ === 0 ? route.abort('connectionreset') : route.continue()));
  await page.getByRole('button', { name: '同意并报销' }).click();
  await page.getByRole('button', { name: '再试一次' }).waitFor();
  await look(page, 'answer-lost', { full: false });
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.locator('.timeline').waitFor();
  await page.context().setOffline(true);
  await page.getByText('网络已断开').waitFor();
  await page.context().setOffline(false);
  found.claimId = await paid(frame, page);
  check('the answer was lost', lost > 1);
  await look(page, 'claim-paid', { full: false });
  await page.goto(`${told.origin}/claims`);
  await page.locator('.row-title').first().waitFor();
  check('there is one claim', (await page.locator('.row-title').count()) === 1);
});
