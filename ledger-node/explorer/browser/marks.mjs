// What the page says when something is wrong, in both languages: a node in trouble, members not heard, a silent node, a token that is gone.

const languages = [['中文', 'zh'], ['EN', 'en']];
const words = {
  zh: { refused: '访问令牌', before: '下方是此前的内容。', forget: '清除令牌', use: '使用令牌', none: '未提供令牌', needed: '查询票据和操作需要成员令牌。' },
  en: { refused: 'token', before: 'What stands below is from before.', forget: 'Forget token', use: 'Use token', none: 'no token given', needed: 'Looking up invoices and operations takes a member’s token.' },
};

/** How a node looks that is in trouble, and members that lie or are silent. */
export async function troubles({ page, look, name, view }) {
  await page.route('**/explorer/api/overview', async (route) => {
    const answer = await route.fetch();
    const overview = await answer.json();
    Object.assign(overview.node, { status: 'NO_QUORUM', finalityLagMillis: 42_000, submissions: 118, cosigning: false, size: overview.node.finalSize + 12 });
    Object.assign(overview.members[1], { lies: { CONFLICTING_COSIGNATURES: 3, WASTE: 1 }, withheldMillis: 0 });
    Object.assign(overview.members[2], { withheldMillis: 95_000 });
    Object.assign(overview.members[3], { cosignature: null, silentMillis: 42_000 });
    Object.assign(overview.members[4], { suspended: true });
    overview.ledger.next = { version: 3, fromHeight: 4_711 };
    await route.fulfill({ response: answer, json: overview });
  });
  await view(page, 'overview');
  await page.locator('.node-status').getByText('未达法定数').waitFor();
  await page.getByText('已 42 秒没有回应').waitFor();
  await look(page, `17-troubles-${name}`);
  await speak(page, 'EN');
  await page.getByText('not heard for 42 s').waitFor();
  await look(page, `17-troubles-en-${name}`);
  await speak(page, '中文');
  await page.unroute('**/explorer/api/overview');
}

/** The node does not answer: what stands there is called old, and is not once it answers again. */
export async function staleFacts({ page, look, name, expecting, view }) {
  await view(page, 'overview');
  await page.locator('.node-status').getByText('正常').waitFor();
  await expecting(async () => {
    await page.route('**/explorer/api/**', (route) => route.abort());
    for (const [language, short] of languages) {
      await speak(page, language);
      await page.getByRole('alert').getByText(words[short].before).waitFor();
      await page.locator('.stale main .hero .mark-holds').waitFor();
      await look(page, `20-stale-${short}-${name}`);
    }
    await page.unroute('**/explorer/api/**');
    await page.locator('.trouble').waitFor({ state: 'hidden' });
  });
  if ((await page.locator('.stale').count()) > 0) throw new Error('what the node says now is called old');
  await speak(page, '中文');
}

/** What a member was shown goes with its token, whether the reader takes it back or the node does not take it. */
export async function goneTokens({ cast, page, look, name, expecting, view, search }) {
  for (const [language, short] of languages) {
    await speak(page, language);
    const said = words[short];
    // By way of another view: where this one stands already, nothing tells when it is drawn anew.
    await view(page, 'overview');
    await view(page, 'lookup');
    await search(page, cast.whole);
    await page.locator('.result').getByText('¥665.00').waitFor();
    await look(page, `21-member-${short}-${name}`);
    await page.getByRole('button', { name: said.forget }).click();
    await page.getByText(said.none).waitFor();
    await page.getByRole('alert').getByText(said.needed).waitFor();
    if ((await page.locator('.result').count()) > 0) throw new Error('an amount stands there without a token');
    await look(page, `22-forgotten-token-${short}-${name}`);
    await expecting(async () => {
      await use(page, said, `${cast.token.slice(0, -9)}AAAAAAAAA`);
      await page.locator('.why-broken[data-code]').getByText(said.refused).waitFor();
      await page.getByText(said.none).waitFor();
    });
    if ((await page.locator('main .why-broken:visible').count()) > 1) throw new Error('that the token is refused is said twice');
    await look(page, `23-refused-token-${short}-${name}`);
    await use(page, said, cast.token);
    await page.locator('.result').getByText('¥665.00').waitFor();
  }
  await speak(page, '中文');
}

async function use(page, said, token) {
  await page.fill('#token', token);
  await page.getByRole('button', { name: said.use }).click();
}

async function speak(page, language) {
  await page.getByRole('button', { name: language }).click();
  await page.locator('.languages [aria-pressed=true]').getByText(language).waitFor();
}
