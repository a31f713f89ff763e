// A patient: all invoices, one verified, claimed with consent, watched to the paid moment, and signed out.
import { callWithKey, keepKey } from '../proof.mjs';
import { oneCall, phone, requireFont, visit } from '../visit.mjs';

const home = '/api/home?limit=50';

await visit(async (tools) => {
  const { cast, visitor, look, signIn, say } = tools;
  const { outpatient, inpatient, phone: number } = cast.thread;
  const page = await visitor(phone);
  await page.goto(cast.door);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await look(page, '01-sign-in');
  await signIn(page, number, () => page.getByRole('button', { name: '手机号登录' }).click());
  await page.getByRole('heading', { name: '我的票据' }).waitFor();
  await page.getByText('68,000').first().waitFor();
  await requireFont(page, 'Noto Sans SC Variable');
  const on = { ...tools, page, of: cast.thread };
  await list(on);
  await search(on);
  await broken(on);
  await invoice(on);
  await claim({ ...on, invoice: outpatient, picture: '04', amount: '595.00', payer: '示范医保经办机构' });
  say('paid 595.00');
  await refused(on);
  await page.goto(`${cast.door}/invoices/${inpatient.invoiceId}`);
  await page.getByText('核验通过').waitFor();
  await look(page, '05-stay');
  await claim({ ...on, invoice: inpatient, picture: '06', amount: '7,410.00', payer: '示范健康保险' });
  say('paid 7 410.00');
  await screens(on);
  await linking(on);
  await languages(on);
  await signOut(on);
});

/** All invoices, of one visit together, the newest visit first though its bill was issued before that of an older one. */
async function list({ page, cast, of, look }) {
  const { outpatient, inpatient, visit: together, department } = of;
  await oneCall(page, 'the list', async () => {
    await page.goto(cast.door);
    await page.getByText('68,000').first().waitFor();
    await look(page, '02-home');
  });
  const listed = await page.locator('.visits a').evaluateAll((links) => links.map((link) => link.getAttribute('href').split('/').at(-1)));
  const wanted = [inpatient, outpatient, together[1], together[0]].map(({ invoiceId }) => invoiceId);
  if (String(listed) !== String(wanted)) throw new Error(`listed are ${listed} where ${wanted} should be`);
  const visits = await page.locator('.visits > li').count();
  if (visits !== 3) throw new Error(`${visits} visits of three`);
  const one = page.locator('.visits > li').filter({ has: page.locator(`a[href="/invoices/${together[0].invoiceId}"]`) });
  const both = await one.locator('a').count();
  const words = (await one.innerText()).replace(/\s/g, '');
  if (both !== 2 || !words.includes('2张合计¥1,600.00') || !words.includes(department)) throw new Error(`the visit with two bills reads ${words}`);
}

async function search({ page, look }) {
  const field = page.getByRole('searchbox');
  for (const [text, found] of [['第二医院', 1], ['消化内科', 2], ['没有的科室', 0]]) {
    await field.fill(text);
    await page.getByText(found === 0 ? '没有符合的票据' : `找到 ${found} 张`).waitFor();
    const rows = page.locator('.visits a');
    await rows.nth(found).waitFor({ state: 'detached' });
    if ((await rows.count()) !== found) throw new Error(`${text} shows ${await rows.count()} invoices of ${found}`);
  }
  await look(page, '02-nothing-found');
  await field.fill('');
  await page.getByText('68,000').first().waitFor();
}

/** One changed bit on the way to the app: it says so, draws nothing of it and offers no claim. */
async function broken({ page, cast, of, look, say }) {
  const address = `**/api/invoices/${of.outpatient.invoiceId}`;
  await page.route(address, async (route) => {
    const response = await route.fetch();
    const detail = await response.json();
    const [signed, ...disclosures] = detail.bundle.document.split('~');
    const [header, claims, signature] = signed.split('.');
    const bytes = Buffer.from(signature, 'base64url');
    bytes[7] ^= 1;
    detail.bundle.document = [[header, claims, bytes.toString('base64url')].join('.'), ...disclosures].join('~');
    await route.fulfill({ response, json: detail });
  });
  await page.goto(`${cast.door}/invoices/${of.outpatient.invoiceId}`);
  await page.getByText('核验未通过').waitFor();
  for (const place of ['a[href$="/claim"]', '.picture', '#money', '.line']) {
    if ((await page.locator(place).count()) > 0) throw new Error(`${place} is on a broken invoice`);
  }
  await look(page, '03-broken');
  await page.unroute(address);
  say('a changed bit is shown as broken');
}

async function invoice({ page, cast, of, look, say }) {
  const { outpatient } = of;
  await oneCall(page, 'an invoice', async () => {
    await page.goto(`${cast.door}/invoices/${outpatient.invoiceId}`);
    await page.getByText('核验通过').waitFor();
    await page.getByRole('button', { name: '查看每一步' }).click();
    await look(page, '03-invoice');
  });
  const links = await page.locator('.chain .link').count();
  const held = await page.locator('.chain .link-ok').count();
  if (links !== 13 || held !== links) throw new Error(`${held} of ${links} links hold`);
  const lines = await page.locator('.line').count();
  if (lines !== 4) throw new Error(`${lines} lines of four`);
  const money = await compact(page.locator('[aria-labelledby=money]'));
  if (!money.includes('您自己付的现金、银行卡或手机支付¥1,260.00') || !money.includes('票据总额¥1,260.00')) throw new Error(`who paid reads ${money}`);
  await page.getByRole('button', { name: '放大查看' }).click();
  const large = await page.locator('dialog[open] .picture-large svg').boundingBox();
  const small = await page.locator('.picture-frame svg').boundingBox();
  if (large.width <= small.width) throw new Error(`the picture is ${large.width} wide, enlarged from ${small.width}`);
  await look(page, '03-picture', { full: false });
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  say('verified in the browser');
}

async function claim({ page, look, invoice: bill, picture, amount, payer }) {
  const agree = page.getByRole('button', { name: `同意并报销 ¥${amount}` });
  await oneCall(page, 'an offer', async () => {
    await page.locator(`a[href="/invoices/${bill.invoiceId}/claim"]`).click();
    await agree.waitFor();
    await page.getByText('怎么算出来的').click();
    await look(page, `${picture}-offer`);
  });
  const result = await compact(page.locator('.trace .step-result'));
  if ((await page.locator('.trace .step').count()) < 2 || !result.includes(`¥${amount}`)) throw new Error(`how it is worked out ends with ${result}`);
  await consent({ page, bill, payer });
  const streams = [];
  const opened = (response) => /\/api\/claims\/\w+\/events$/.test(response.url()) && streams.push(response.status());
  page.on('response', opened);
  await agree.click();
  await page.getByText('到账凭据').waitFor();
  page.off('response', opened);
  if (streams.length === 0 || streams.some((status) => status !== 200)) throw new Error(`its steps came by streams of ${streams}`);
  await look(page, `${picture}-paid`);
}

/** Whom, which bill, what for, until when and which parts of it: all of it stands there before the tap. */
async function consent({ page, bill, payer }) {
  const facts = Object.fromEntries(
    await page.locator('.consent .facts > div').evaluateAll((rows) => rows.map((row) => [row.querySelector('dt').textContent, row.querySelector('dd').textContent])),
  );
  const hospital = bill.hospital === 'hospital-one' ? '示范第一医院' : '示范第二医院';
  const total = `¥${(bill.totalFen / 100).toLocaleString('en', { minimumFractionDigits: 2 })}`;
  const [, year, month, day] = /^(\d{4})年(\d{1,2})月(\d{1,2})日/.exec(facts['有效期至']) ?? [];
  const days = (Date.UTC(year, month - 1, day) - Date.now()) / 86_400_000;
  const said =
    facts['给谁看'] === payer &&
    facts['哪张票据'].includes(hospital) &&
    facts['哪张票据'].includes(total) &&
    facts['用来做什么'] === '仅用于这次报销的审核与付款' &&
    days > 27 &&
    days < 32;
  if (!said) throw new Error(`what is agreed to reads ${JSON.stringify(facts)}`);
  const shown = await page.locator('.consent .shown strong').allInnerTexts();
  if (String(shown.sort()) !== String(['付款情况', '医院', '就诊', '收费明细'].sort())) throw new Error(`shown would be ${shown}`);
}

/** What was claimed once is not claimed again: why not, and what can be done, stands in the place of the button. */
async function refused({ page, cast, of, look, say }) {
  await page.goto(`${cast.door}/invoices/${of.outpatient.invoiceId}/claim`);
  await page.locator('.payer').filter({ hasText: '示范医保经办机构' }).click();
  await page.locator('.refusal').waitFor();
  const words = await page.locator('.refusal dd').allInnerTexts();
  if (words.length !== 2 || words.some((text) => text.trim().length < 4)) throw new Error(`refused with ${words}`);
  if ((await page.locator('.action button, .consent').count()) > 0) throw new Error('what would surely be refused is offered');
  await look(page, '04-refused');
  say(`refused: ${words.join(' ')}`);
}

/** The other screens, each by one call, and what is asked for in vain. */
async function screens({ page, cast, look }) {
  await oneCall(page, 'the claims', async () => {
    await page.goto(`${cast.door}/claims`);
    await page.getByText('7,410').first().waitFor();
    await look(page, '07-claims');
  });
  const paid = await page.locator('a[href^="/claims/"]').first().getAttribute('href');
  await oneCall(page, 'a claim', async () => {
    await page.goto(`${cast.door}${paid}`);
    await page.getByText('到账凭据').waitFor();
    await look(page, '07-claim');
  });
  await oneCall(page, 'one’s own page', async () => {
    await page.goto(`${cast.door}/?view=me`);
    await page.locator('.coverage').getByText('示范健康保险').first().waitFor();
    await look(page, '07-me');
  });
  await oneCall(page, 'the consents', async () => {
    await page.goto(`${cast.door}/consents`);
    await page.getByRole('button', { name: '撤回授权' }).first().waitFor();
    await look(page, '08-consents');
  });
  await page.getByRole('button', { name: '撤回授权' }).first().click();
  await page.getByRole('button', { name: '确认撤回' }).click();
  await page.getByText('授权已撤回').waitFor();
  await look(page, '08-revoked');
}

/** A bill that names nobody: linked by what is printed on it, and by nothing less. */
async function linking({ page, cast, of, look, expecting, say }) {
  const { unlinked } = of;
  await oneCall(page, 'linking', async () => {
    await page.goto(`${cast.door}/link`);
    await page.getByLabel('票据代码').fill(unlinked.code);
    await page.getByLabel('票据号码').fill(unlinked.number);
    await page.getByLabel('校验码').fill(unlinked.checkCode === 'ffffff' ? 'fffffe' : 'ffffff');
  }, 0);
  await expecting(async () => {
    await page.getByRole('button', { name: '关联到我名下' }).click();
    await page.getByText('未能关联').waitFor();
  });
  await look(page, '09-link-refused');
  await page.getByLabel('校验码').fill(unlinked.checkCode);
  await page.getByRole('button', { name: '关联到我名下' }).click();
  await page.waitForURL(`**/invoices/${unlinked.invoiceId}`);
  await page.getByText('核验通过').waitFor();
  await look(page, '09-linked');
  say('linked a bill');
}

async function languages({ page, cast, of, look }) {
  for (const [language, name] of [['zh-TW', '繁體中文'], ['en', 'English'], ['zh-CN', '简体中文']]) {
    await page.goto(`${cast.door}/?view=me`);
    await page.getByRole('button', { name }).click();
    await page.locator(`html[lang="${language}"]`).waitFor();
    await page.goto(`${cast.door}/invoices/${of.outpatient.invoiceId}`);
    await page.locator('.verdict-good').waitFor();
    await look(page, `10-${language}`);
  }
}

/** Signed out is signed out for who has kept both the cookie and the key, too. */
async function signOut({ page, cast, of, expecting, say }) {
  await page.goto(`${cast.door}/?view=me`);
  await keepKey(page);
  const before = await callWithKey(page, home);
  if (before.status !== 200) throw new Error(`who is signed in is answered with ${before.status} ${before.code}`);
  const cookies = await page.context().cookies();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  const left = await page.context().cookies();
  await page.context().addCookies(cookies);
  await expecting(async () => {
    const after = await callWithKey(page, home);
    if (after.status !== 401 || after.code !== 'SIGN_IN_NEEDED') throw new Error(`who has signed out is answered with ${after.status} ${after.code}`);
  });
  await page.context().clearCookies();
  await page.context().addCookies(left);
  await page.goto(`${cast.door}/invoices/${of.outpatient.invoiceId}`);
  const again = page.getByRole('button', { name: '手机号登录' });
  await again.waitFor();
  if ((await page.getByText(of.outpatient.number).count()) > 0) throw new Error('an invoice is shown to somebody who has signed out');
  // Nobody is signed in by what the browser remembers of the last time.
  await again.click();
  await page.waitForSelector('[name=phone]');
  say('signed out');
}

async function compact(place) {
  return (await place.innerText()).replace(/\s/g, '');
}
