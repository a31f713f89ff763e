// Opens the app for the first time on a slow phone and says as JSON how long that took:
// `node browser/first-load.mjs ADDRESS`. A quarter of this machine's speed, 1.6 Mbit/s, 150 ms there and back.
import { launch } from './chromium.mjs';

const address = process.argv[2];
const profile = { slowdown: 4, bitsPerSecond: 1_600_000, roundTripMillis: 150 };
const browser = await launch();
try {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  let bytes = 0;
  let requests = 0;
  await client.send('Network.enable');
  client.on('Network.requestWillBeSent', () => { requests += 1; });
  client.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: profile.roundTripMillis,
    downloadThroughput: profile.bitsPerSecond / 8,
    uploadThroughput: profile.bitsPerSecond / 8,
  });
  await client.send('Emulation.setCPUThrottlingRate', { rate: profile.slowdown });
  const begin = performance.now();
  const loading = page.goto(address, { waitUntil: 'commit' });
  const button = page.getByRole('button', { name: '手机号登录' });
  // Usable: seen, not disabled, not covered, and its place stands still.
  await button.click({ trial: true, timeout: 60_000 });
  const usableMillis = Math.round(performance.now() - begin);
  await loading;
  const bytesUntilUsable = bytes;
  const requestsUntilUsable = requests;
  await page.waitForLoadState('networkidle', { timeout: 60_000 });
  const paint = await page.evaluate(() => {
    const entry = performance.getEntriesByName('first-contentful-paint')[0];
    return entry === undefined ? null : Math.round(entry.startTime);
  });
  console.log(JSON.stringify({
    ...profile,
    firstPaintMillis: paint,
    usableMillis,
    bytesUntilUsable,
    requestsUntilUsable,
    allBytes: bytes,
    allRequests: requests,
  }));
} finally {
  await browser.close();
}
