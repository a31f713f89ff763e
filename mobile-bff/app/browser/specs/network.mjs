// A phone's network: slow at the first load, broken in the middle of a claim, and gone at a reload.
import { phone, visit } from '../visit.mjs';

/** All that a claim which is paid goes through, as its timeline names it. */
const steps = ['已提交', '票据已核验', '金额已核定', '金额已锁定', '已通知银行付款', '银行已付款', '已到账'];

await visit(async ({ cast, visitor, look, signIn, expecting, say }) => {
  const { outpatient, phone: number } = cast.network;
  await slowPhone({ cast, visitor, signIn, number, outpatient, look, say });
  const page = await visitor(phone);
  await page.goto(cast.door);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await signIn(page, number, () => page.getByRole('button', { name: '手机号登录' }).click());
  await page.locator(`a[href="/invoices/${outpatient.invoiceId}"]`).click();
  await page.locator(`a[href="/invoices/${outpatient.invoiceId}/claim"]`).click();
  await expecting(() => claimWhileTheNetworkBreaks({ page, say }));
  await look(page, '01-paid');
  await wholeTimeline(page);
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
  let cut = 0;
  const sent = [];
  await page.route('**/api/claims', async (route) => {
    if (route.request().method() !== 'POST' || sent.push(route.request().postData()) > 1) return route.fallback();
    await route.fetch();
    await route.abort('connectionreset');
  });
  const third = page.waitForResponse((response) => /\/api\/claims\/\w+\/events$/.test(response.url()) && response.status() === 200);
  await page.route('**/api/claims/*/events', (route) => (cut++ < 2 ? route.abort('connectionreset') : route.fallback()));
  const button = page.locator('.action button').first();
  await button.waitFor();
  await button.click();
  // What became of it is not known; the same button sends the same claim again.
  await page.getByRole('alert').waitFor();
  await button.click();
  await page.locator('.timeline').waitFor();
  // A third stream is open, and came about by the page itself.
  await third;
  if (sent.length !== 2 || sent[0] !== sent[1]) throw new Error('the second tap was another claim');
  await page.context().setOffline(true);
  await page.getByText('网络已断开').waitFor();
  await page.context().setOffline(false);
  await page.getByText('到账凭据').waitFor();
  // Whether the bank has paid it once is asked of the bank, by its number.
  say(`claim ${new URL(page.url()).pathname.split('/').at(-1)}`);
  if (cut < 3) throw new Error(`only ${cut} streams were asked for, of which two were to be lost`);
  say('paid though 1 answer and 2 streams were lost');
}

/** Each step once and in its order, also by the time that stands beside it; the same when it is read anew. */
async function wholeTimeline(page) {
  const read = () =>
    page.locator('.timeline li').evaluateAll((items) =>
      items.map((item) => ({ words: item.querySelector('.moment-head span').textContent, at: item.querySelector('time')?.dateTime ?? '' })),
    );
  const watched = await read();
  const ordered = watched.every(({ at }, i) => at !== '' && (i === 0 || watched[i - 1].at <= at));
  if (String(watched.map(({ words }) => words)) !== String(steps) || !ordered) throw new Error(`the timeline reads ${JSON.stringify(watched)}`);
  await page.reload();
  await page.getByText('到账凭据').waitFor();
  const known = await read();
  if (JSON.stringify(known) !== JSON.stringify(watched)) throw new Error(`${JSON.stringify(known)} was ${JSON.stringify(watched)} while it was watched`);
}

/**
 * 1.6 Mbit/s, 150 ms there and back, a processor four times slower: somebody who waits is shown that something comes, from the
 * first script to the list. How long it takes is told, not judged.
 */
async function slowPhone({ cast, visitor, signIn, number, outpatient, look, say }) {
  const page = await visitor(phone);
  await page.addInitScript(() => {
    const seen = (globalThis.seenWhileWaiting = []);
    new MutationObserver(() => {
      for (const place of ['.starting[role=status]', '.placeholder[role=status]']) {
        if (!seen.includes(place) && document.querySelector(place)?.getBoundingClientRect().height > 0) seen.push(place);
      }
    }).observe(document, { childList: true, subtree: true });
  });
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
  const button = page.getByRole('button', { name: '手机号登录' });
  await button.click({ trial: true });
  say(`first load on a slow phone: usable after ${Date.now() - begin} ms, ${Math.round(bytes / 1000)} kB over the network without fonts`);
  await requireSeen(page, '.starting[role=status]');
  await signIn(page, number, () => button.click());
  const invoice = page.locator(`a[href="/invoices/${outpatient.invoiceId}"]`);
  await invoice.click({ trial: true });
  await requireSeen(page, '.placeholder[role=status]');
  if ((await page.locator('.placeholder').count()) > 0) throw new Error('what has come still looks as if it were to come');
  await look(page, '00-slow-home');
  say('signed in and saw the list on a slow phone');
  await page.context().close();
}

async function requireSeen(page, place) {
  const seen = await page.evaluate(() => globalThis.seenWhileWaiting);
  if (!seen.includes(place)) throw new Error(`no ${place} while it loads, but ${seen}`);
}
