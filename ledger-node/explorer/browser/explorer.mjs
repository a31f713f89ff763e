// The explorer on a running consortium: what it verifies, and that it says so when what comes over the wire was changed.
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { desktop, phone, requireFont, visit } from '../../../mobile-bff/app/browser/visit.mjs';
import { goneTokens, staleFacts, troubles } from './marks.mjs';
import { withoutSeat } from './seat.mjs';
import { changed, inLine, otherKeys } from './tampering.mjs';

const narrow = { width: 360, height: 740 };

await visit(async (tools) => {
  const { cast, visitor, cue, say } = tools;
  const sizes = [[phone, 'phone'], [desktop, 'desk']];
  for (const [size, name] of sizes) {
    const page = await visitor(size);
    // Bars that stay at the top would lie over the middle of a long picture.
    const look = async (shown, picture) => {
      await shown.evaluate(() => scrollTo(0, 0));
      await tools.look(shown, picture);
    };
    const walk = { ...tools, look, page, name, view, search };
    await page.goto(`${cast.door}/explorer`);
    await overview(walk);
    await checkpoints(walk);
    await keys(walk);
    await withoutToken(walk);
    if (name === 'phone') {
      await withoutMap(walk);
      await cue('activate');
      say('version 2 of the contract is in force');
    }
    await invoices(walk);
    await operations(walk);
    await pace(walk);
    await onTheWire(walk);
    await troubles(walk);
    await withoutSeat(walk);
    await english(walk);
    await staleFacts(walk);
    await goneTokens(walk);
    say(`walked on the ${name}`);
    await page.context().close();
  }
  await byKeyboard(tools);
});

async function overview({ cast, page, look, name }) {
  await requireFont(page, 'Noto Sans SC Variable');
  await page.locator('.hero .mark-holds').waitFor();
  await page.getByText('密钥来自本节点').first().waitFor();
  await page.locator('.cards tbody tr').nth(5).waitFor();
  await requireText(page, '.node-status', '正常');
  await look(page, `01-overview-${name}`);
  await page.setViewportSize(narrow);
  await look(page, `01-overview-${name}-360`);
  await page.setViewportSize(name === 'phone' ? phone : desktop);
  if (new URL(page.url()).pathname !== '/explorer/') throw new Error(`at ${page.url()} instead of ${cast.door}/explorer/`);
}

async function checkpoints({ page, look, name, cue }) {
  await view(page, 'checkpoints');
  const rows = page.locator('.checkpoints tbody tr');
  await rows.first().locator('.mark-holds').waitFor();
  await requireText(page, '.state', '实时');
  const before = await rows.first().getAttribute('data-size');
  await rows.first().locator('summary').click();
  await cue('issue');
  await page.locator(`.checkpoints tbody tr:not([data-size="${before}"]):first-child .mark-holds`).waitFor();
  const open = page.locator(`tr[data-size="${before}"] details[open]`);
  if ((await open.count()) !== 1) throw new Error('what was open is closed once another checkpoint has come');
  await allHold(page, '.checkpoints .mark');
  await look(page, `02-checkpoints-${name}`);
  await page.getByRole('button', { name: '暂停' }).click();
  await requireText(page, '.state', '已暂停');
  await page.getByRole('button', { name: '继续' }).click();
}

async function keys({ cast, page, look, name }) {
  await view(page, 'keys');
  const file = readFileSync(cast.trust);
  const wanted = createHash('sha256').update(file).digest('hex');
  const shown = await page.locator('[data-fingerprint]').getAttribute('data-fingerprint');
  if (shown !== wanted) throw new Error(`the fingerprint is ${shown} and not ${wanted}`);
  await look(page, `03-keys-${name}`);
  await load(page, '{"origin": "nonsense"}');
  await page.locator('.why-broken').getByText('此文件不能用作信任文件').waitFor();
  await load(page, otherKeys(file));
  await page.locator('.trust[data-source=file]').waitFor();
  await view(page, 'checkpoints');
  await page.locator('.checkpoints tbody tr:first-child .mark-broken').waitFor();
  await page.getByText('联署的成员未达法定数。').first().waitFor();
  await look(page, `04-other-keys-${name}`);
  await view(page, 'keys');
  await load(page, file);
  await page.locator('main .pill-good').getByText('密钥来自您的文件').waitFor();
  await look(page, `05-own-keys-${name}`);
  await view(page, 'checkpoints');
  await page.locator('.checkpoints tbody tr:first-child .mark-holds').waitFor();
  await allHold(page, '.checkpoints .mark');
}

async function withoutToken({ cast, page, look, name }) {
  await view(page, 'lookup');
  await search(page, cast.whole);
  await page.getByRole('alert').getByText('查询票据和操作需要成员令牌。').waitFor();
  await look(page, `06-no-token-${name}`);
  await page.fill('#token', cast.token);
  await page.getByRole('button', { name: '使用令牌' }).click();
  await page.getByText('以成员身份查询').waitFor();
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
  if (kept.includes(cast.token.slice(0, 20))) throw new Error('the token is kept');
}

async function withoutMap({ cast, page, look, name, expecting }) {
  await expecting(async () => {
    await search(page, cast.whole);
    await page.getByText('账本仍在合约版本 1').waitFor();
  });
  await page.locator('.operations li .mark-holds').first().waitFor();
  await look(page, `07-without-map-${name}`);
}

async function invoices({ cast, page, look, name }) {
  await search(page, cast.whole);
  await page.locator('.result').getByText('剩余可报销 ¥665.00').waitFor();
  await page.locator('.card:has(.result) .mark-holds').getByText('截至检查点').waitFor();
  await page.locator('.operations li .mark-holds').first().waitFor();
  await look(page, `08-invoice-${name}`);
  await search(page, cast.committed);
  await page.locator('.result').getByText('剩余可报销 ¥570.00').waitFor();
  await page.locator('.operations li').nth(1).waitFor();
  await allHold(page, '.operations .mark');
  await look(page, `09-committed-${name}`);
  await search(page, cast.absent);
  await page.locator('.result').getByText('没有这张票据').waitFor();
  await page.locator('.card:has(.result) .mark-holds').waitFor();
  await look(page, `10-absent-${name}`);
}

async function operations({ cast, page, look, name }) {
  await search(page, cast.committed);
  await page.locator('.operations li a').first().click();
  await page.locator('.result').getByText('预留报销').waitFor();
  await page.locator('.card:has(.result) .mark-holds').waitFor();
  await page.getByText('¥95.00').waitFor();
  await look(page, `11-operation-${name}`);
  await page.getByRole('link', { name: '下一条' }).click();
  await page.locator('.result').getByText('区块头').waitFor();
  await look(page, `12-header-${name}`);
}

/** All that is on the ledger is younger than what the charts reach back to: the table has each operation, the values what the node measured. */
async function pace({ cast, page, look, name }) {
  await view(page, 'overview');
  const [entries, height] = (await page.locator('.hero .figure-value').allTextContents()).map((text) => Number(text.replace(/\D/g, '')));
  const operations = entries - (height + 1); // each block, the one of height 0 too, has a header among the entries
  await view(page, 'pace');
  await page.locator('.chart').nth(1).waitFor();
  await page.getByText('以表格显示').click();
  await page.waitForFunction((all) => {
    const cells = [...document.querySelectorAll('details .table tbody td:nth-child(2)')];
    return cells.reduce((sum, { textContent }) => sum + Number(textContent.replace(/\D/g, '')), 0) === all;
  }, operations);
  const { pace: told } = await (await page.request.get(`${cast.door}/explorer/api/figures`)).json();
  const figure = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
  const wanted = { 最高: figure(Math.max(...told.operations)), '中位数 p50': `${figure(told.whole.p50Millis)} ms`, p99: `${figure(told.whole.p99Millis)} ms` };
  for (const [of, shown] of Object.entries(wanted)) {
    await page.locator('.value', { has: page.getByText(of, { exact: true }) }).getByText(shown, { exact: true }).waitFor();
  }
  await look(page, `13-pace-${name}`);
}

/** Somebody between node and browser changes an answer: each time the mark is red, and nothing else is said of it. */
async function onTheWire(walk) {
  const { cast, page, look, name } = walk;
  await view(page, 'lookup');
  const changes = {
    amount: (proof) => inLine(proof, /^(value )(\S+)$/m, 44),
    node: (proof) => inLine(proof, /^(node \d+ )(\S+)$/m, 5),
    cosignature: (proof) => inLine(proof, /^(— \S+\/(?:bureau|agency|insurer|hospital-one) )(\S+)$/m, -3),
  };
  for (const [what, change] of Object.entries(changes)) {
    await changing(page, '**/v1/state-proof/**', change, async () => {
      await search(page, cast.whole);
      await page.locator('main .mark-broken').first().waitFor();
      if ((await page.locator('.result').count()) > 0) throw new Error(`a changed ${what} is shown as a result`);
    });
    if (what === 'amount') await look(page, `14-changed-amount-${name}`);
  }
  await changing(page, '**/explorer/api/operations/*', (answer) => changed(answer, 'leaf', 60), async () => {
    await search(page, cast.whole);
    await page.locator('.operations .mark-broken').first().waitFor();
  });
  await look(page, `15-changed-operation-${name}`);
  await changedCheckpoints(walk);
}

/** The stream is refused, so that the page asks now and then; what it then gets was changed. */
async function changedCheckpoints({ page, look, name, cast, expecting, visitor }) {
  const other = await visitor(name === 'phone' ? phone : desktop);
  await other.route('**/explorer/api/checkpoints/events', (route) =>
    route.fulfill({ status: 503, headers: { 'Retry-After': '30', 'Content-Type': 'application/problem+json' }, body: JSON.stringify({ code: 'STREAMS_FULL', title: '', detail: '', retryable: true }) }),
  );
  await other.route('**/explorer/api/checkpoints?*', async (route) => {
    const answer = await route.fetch();
    const all = await answer.json();
    all[0].note = inLine(all[0].note, /^()([A-Za-z0-9+/]{43}=)$/m, 9);
    await route.fulfill({ response: answer, json: all });
  });
  await expecting(async () => {
    await other.goto(`${cast.door}/explorer/#checkpoints`);
    await other.locator('.checkpoints tbody tr:first-child .mark-broken').waitFor();
    await requireText(other, '.state', '每 3 秒查询');
  });
  await look(other, `16-changed-checkpoint-${name}`);
  await other.context().close();
  await page.bringToFront();
}

async function english({ page, look, name }) {
  await page.getByRole('button', { name: 'EN' }).click();
  await page.locator('.node-status').getByText('Active').waitFor();
  await look(page, `18-english-${name}`);
  await view(page, 'lookup');
  await look(page, `19-english-lookup-${name}`);
  await page.getByRole('button', { name: '中文' }).click();
}

/** All of it without a mouse. */
async function byKeyboard({ cast, visitor, say }) {
  const page = await visitor(desktop);
  await page.goto(`${cast.door}/explorer/`);
  await page.locator('.hero .mark-holds').waitFor();
  await page.keyboard.press('Tab');
  await page.locator('.skip:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('main:focus').waitFor();
  await tabTo(page, '.views [data-view=lookup]');
  await page.keyboard.press('Enter');
  await page.locator('#token').waitFor();
  await tabTo(page, '#token');
  await page.keyboard.insertText(cast.token);
  await page.keyboard.press('Enter');
  await page.getByText('以成员身份查询').waitFor();
  await tabTo(page, '#code');
  await page.keyboard.type(cast.whole.slice(0, 8));
  await page.keyboard.press('Tab');
  await page.keyboard.type(cast.whole.slice(8));
  await page.keyboard.press('Enter');
  await page.locator('.result').getByText('剩余可报销 ¥665.00').waitFor();
  say('by keyboard');
}

async function tabTo(page, wanted) {
  for (let i = 0; i < 60; i++) {
    if ((await page.locator(`${wanted}:focus`).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the focus does not come to ${wanted}`);
}

async function view(page, name) {
  await page.locator(`.views [data-view=${name}]`).click();
  await page.locator(`.views [data-view=${name}][aria-current=page]`).waitFor();
}

async function search(page, id) {
  await page.fill('#code', id.slice(0, 8));
  await page.fill('#number', id.slice(8));
  await page.locator('form:has(#code) button[type=submit]').click();
}

async function load(page, content) {
  await page.setInputFiles('#trust-file', { name: 'consortium.json', mimeType: 'application/json', buffer: Buffer.from(content) });
}

async function changing(page, addresses, change, act) {
  await page.route(addresses, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: change(await answer.text()) });
  });
  await act();
  await page.unroute(addresses);
}

async function allHold(page, marks) {
  await page.waitForFunction((selector) => [...document.querySelectorAll(selector)].every(({ dataset }) => dataset.standing !== 'pending'), marks);
  const standings = await page.locator(marks).evaluateAll((all) => all.map(({ dataset }) => dataset.standing));
  if (standings.length === 0 || standings.some((each) => each !== 'holds')) throw new Error(`${marks}: ${standings}`);
}

async function requireText(page, place, text) {
  await page.locator(place).getByText(text).first().waitFor();
}
