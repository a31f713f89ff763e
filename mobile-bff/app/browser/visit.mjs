// A walk of real browsers over a running platform: `await visit(async (tools) => …)`. The platform and who is on it stand in
// the JSON file that is the script's first argument. Ends with 1 when a step failed or a page complained of anything.
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { barriers } from './barriers.mjs';
import { launchApart, librariesIn, mappedFiles, unpacked } from './chromium.mjs';
import { foreignLibraries, ways } from './libraries.mjs';

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1440, height: 900 };

const patienceMillis = 30_000;

/** @param walk gets the cast and what there is to walk with */
export async function visit(walk) {
  const cast = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  const name = basename(process.argv[1], '.mjs');
  const folder = join(cast.pictures, name);
  mkdirSync(folder, { recursive: true });
  const faults = [];
  const begin = Date.now();
  const say = (text) => console.log(`${String(Date.now() - begin).padStart(7)} ms  ${name}  ${text}`);
  const { browser, way } = await launchApart();
  say(`Chromium ${browser.version()}; ${ways[way]}`);
  const tools = {
    cast,
    say,
    faults,
    visitor: (size = phone, options = {}) => visitor({ browser, size, options, cast, faults }),
    look: (page, picture, options) => look({ page, picture, folder, faults, options }),
    expecting: (act) => expecting(faults, act),
    sendMessage: (number, text) => sendMessage({ browser, cast, number, text }),
    cue,
    signIn: (page, number, entry) => signIn({ browser, page, number, entry, cast, faults, look: tools.look, say }),
  };
  try {
    await walk(tools);
    faults.push(...foreignLibraries(await mappedFiles(browser), librariesIn(await unpacked())));
    say('walked to the end');
  } catch (failure) {
    faults.push(`stopped: ${failure.stack}`);
    for (const [i, page] of browser.contexts().flatMap((context) => context.pages()).entries()) {
      await page.screenshot({ path: join(folder, `stopped-${i}.png`) }).catch(() => undefined);
      faults.push(`at ${new URL(page.url()).pathname}: ${(await page.locator('body').innerText().catch(() => '')).slice(0, 400)}`);
    }
  } finally {
    await browser.close();
  }
  [...new Set(faults)].forEach((fault) => console.error(fault));
  process.exit(faults.length > 0 ? 1 : 0);
}

/** Has something done to the platform by who started the walk, and goes on once it is. */
async function cue(name) {
  const answered = once(process.stdin.resume(), 'data');
  console.log(`cue ${name}`);
  await answered;
  process.stdin.pause();
}

/** Somebody with a browser of their own; what its pages complain of is kept. */
async function visitor({ browser, size, options, cast, faults }) {
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: size === phone ? 2 : 1,
    hasTouch: size === phone,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(patienceMillis);
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(cast.door).origin) faults.push(`a request left for ${origin}`);
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    // A preload that the worker answers instead of the network is told as a warning.
    if (message.text().includes('cross-world service worker')) return;
    // How many seconds pass until a preload is used tells of the machine; a script that never runs shows otherwise.
    if (message.text().includes('preloaded using link preload but not used within a few seconds')) return;
    if (['error', 'warning'].includes(message.type())) faults.push(`console at ${new URL(page.url()).pathname}: ${message.text()}`);
  });
  page.on('pageerror', (failure) => faults.push(`error: ${failure.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  return page;
}

/** A picture, and what keeps people from using what it shows. */
async function look({ page, picture, folder, faults, options = {} }) {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.screenshot({ path: join(folder, `${picture}.png`), fullPage: options.full ?? true });
  if (options.barriers === false) return;
  const touched = page.viewportSize().width === phone.width;
  for (const found of await barriers(page)) if (touched || !found.startsWith('small target')) faults.push(`${picture}: ${found}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) faults.push(`${picture}: ${wide} pixels wider than the screen`);
}

/** The page draws Chinese with the font that it brings along, not with one of this machine. */
export async function requireFont(page, family) {
  const state = await page.evaluate(async ([wanted, patience]) => {
    const faces = () => [...document.fonts].filter((face) => face.family.replaceAll(/["']/g, '') === wanted);
    // The rules come after the page's first picture, and the font's parts after the rules.
    for (const end = performance.now() + patience; performance.now() < end; ) {
      if (faces().some(({ status }) => status === 'loaded')) return 'loaded';
      await new Promise((later) => requestAnimationFrame(later));
    }
    return `${faces().length} faces: ${[...new Set(faces().map(({ status }) => status))]}`;
  }, [family, patienceMillis]);
  if (state !== 'loaded') throw new Error(`the font ${family} is not in use: ${state}`);
}

/**
 * A screen is one call: what is asked of the server while it opens and is looked at. Not counted are the session's own
 * state, the public trust list, which names nobody, the streams of events, and what a screen that is left still asks for.
 */
export async function oneCall(page, screen, open, wanted = 1) {
  const calls = [];
  const count = (request) => {
    const { pathname, search } = new URL(request.url());
    if (!pathname.startsWith('/api/') || /^\/api\/(session|trust)$|\/events$/.test(pathname)) return;
    calls.push(`${request.method()} ${pathname}${search}`);
  };
  const arrived = (frame) => {
    if (frame === page.mainFrame()) calls.length = 0;
  };
  page.on('request', count);
  page.on('framenavigated', arrived);
  await open();
  page.off('request', count);
  page.off('framenavigated', arrived);
  if (calls.length !== wanted) throw new Error(`${screen} makes ${calls.length} calls: ${calls.join(', ')}`);
}

/** The browser writes each refused call to its console; one that was asked for is no fault. */
async function expecting(faults, act) {
  const before = faults.length;
  await act();
  faults.splice(before, faults.length, ...faults.slice(before).filter((fault) => !/Failed to load resource|net::ERR/.test(fault)));
}

/** From the page with the button to the page behind the sign-in; the code is read where the sandbox shows it. */
async function signIn({ browser, page, number, entry, cast, faults, look: picture, say }) {
  const messages = await browser.newPage();
  const before = (await codes(messages, cast, number)).length;
  await entry();
  await page.waitForURL('**/sign-in');
  await requireFont(page, 'Yipiao Sign-in SC');
  await picture(page, `sign-in-phone-${number}`);
  // The field has the focus: who came by keyboard goes on typing.
  await page.waitForSelector('[name=phone]:focus');
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[name=code]');
  await picture(page, `sign-in-code-${number}`);
  let sent = [];
  for (let i = 0; sent.length <= before && i < 50; i++) sent = await codes(messages, cast, number);
  if (sent.length <= before) faults.push(`no code for ${number}`);
  await messages.close();
  await page.waitForSelector('[name=code]:focus');
  await page.keyboard.type(sent[0]);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  const { hostname } = new URL(cast.door);
  const cookies = await page.context().cookies();
  const foreign = cookies.filter(({ domain }) => domain !== hostname);
  if (cookies.length === 0 || foreign.length > 0) throw new Error(`cookies of ${foreign.map(({ domain }) => domain)} where ${hostname} was called`);
  say(`signed in with ${number}`);
}

/** A phone sends a message to the platform: the sandbox has a page in the place of all phones. */
async function sendMessage({ browser, cast, number, text }) {
  const page = await browser.newPage();
  await page.goto(`${cast.messages}/incoming`);
  await page.fill('[name=from]', number);
  await page.fill('[name=text]', text);
  const taken = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.locator('button').click();
  const status = (await taken).status();
  await page.close();
  if (status !== 303) throw new Error(`the sandbox took no message: ${status}`);
}

/** The codes sent to a phone, the latest first. */
async function codes(page, cast, number) {
  await page.goto(cast.messages);
  const sent = await page.locator('li').evaluateAll((items) =>
    items.map((item) => ({ at: item.querySelector('time').dateTime, to: item.querySelector('b').textContent, text: item.querySelector('p').textContent })),
  );
  return sent
    .filter(({ to }) => to.endsWith(number))
    .sort((one, other) => other.at.localeCompare(one.at))
    .map(({ text }) => /[0-9]{6}/.exec(text)[0]);
}
