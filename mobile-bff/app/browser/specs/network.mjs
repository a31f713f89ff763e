// A phone's network: slow at the first load, broken in the middle of a claim, and gone at a reload.
import { phone, visit } from '../visit.mjs';

await visit(async ({ cast, visitor, look, signIn, expecting, say }) => {
  const { outpatient, phone: number } = cast.network;
  await slowFirstLoad({ cast, visitor, say });
  const page = await visitor(phone);
  await page.goto(cast.door);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await signIn(page, number, () => page.getByRole('button', { name: '手机号登录' }).click());
  await page.locator(`a[href="/invoices/${outpatient.invoiceId}"]`).click();
  await page.locator(`a[href="/invoices/${outpatient.invoiceId}/claim"]`).click();
  await expecting(() => claimWhileTheNetworkBreaks({ page, say }));
  await look(page, '01-paid');
  const steps = await page.locator('.timeline li, .steps li').allInnerTexts();
  say(`the timeline has ${steps.length} steps`);
  await page.goto(`${cast.door}/claims`);
  await page.getByText('595').first().waitFor();
  const claims = await page.locator('a[href^="/claims/"]').count();
  if (claims !== 1) throw new Error(`${claims} claims where one was made`);

  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expecting(async () => {
    await page.context().setOffline(true);
    await page.reload();
    await page.getByText('网络已断开').waitFor();
    await look(page, '02-offline');
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: '报销记录' }).waitFor();
  });
  say('came back after the network');
});

/** The answer to the tap is lost, then the stream of its progress. */
async function claimWhileTheNetworkBreaks({ page, say }) {
  let lost = 0;
  let cut = 0;
  await page.route('**/api/claims', async (route) => {
    if (route.request().method() !== 'POST' || lost++ > 0) return route.fallback();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.route('**/api/claims/*/events', (route) => (cut++ < 2 ? route.abort('connectionreset') : route.fallback()));
  const button = page.locator('.action button').first();
  await button.waitFor();
  await button.click();
  // What became of it is not known; the same button sends the same claim again.
  await page.getByRole('alert').waitFor();
  await button.click();
  await page.locator('.timeline').waitFor();
  await page.context().setOffline(true);
  await page.getByText('网络已断开').waitFor();
  await page.context().setOffline(false);
  await page.getByText('到账凭据').waitFor();
  // Whether the bank has paid it once is asked of the bank, by its number.
  say(`claim ${new URL(page.url()).pathname.split('/').at(-1)}`);
  say(`paid though ${lost - 1} answer and ${Math.min(cut, 2)} streams were lost`);
}

/** 1.6 Mbit/s, 150 ms there and back, a processor four times slower: what it takes is measured, not judged. */
async function slowFirstLoad({ cast, visitor, say }) {
  const page = await visitor(phone);
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 });
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  let bytes = 0;
  const fonts = new Set();
  client.on('Network.responseReceived', ({ requestId, response }) => response.url.includes('/fonts/') && fonts.add(requestId));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => (bytes += fonts.has(requestId) ? 0 : encodedDataLength));
  const begin = Date.now();
  await page.goto(cast.door, { waitUntil: 'commit' });
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  say(`first load on a slow phone: usable after ${Date.now() - begin} ms, ${Math.round(bytes / 1000)} kB over the network without fonts`);
  await page.context().close();
}
