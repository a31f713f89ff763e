// How a node looks whose member is no validator: dismissed, or not admitted yet.

const dismissed = { epoch: 1, fromSize: 1_234, since: '2026-11-26T03:15:04Z', dismissed: true };
const neverAdmitted = { epoch: 0, fromSize: 0, since: null, dismissed: false };
/** For each: how its pictures are called, what the node says, and what the page has to say of it in Chinese and in English. */
const cases = [
  ['dismissed', dismissed, ['不再是验证者，始于', '时期 1，大小 1,234', '从其他节点的设置和监控中移除'], ['No validator since', 'epoch 1, size 1,234', 'out of the others’ settings']],
  ['dismissed-lately', { ...dismissed, since: null }, ['时期 1，大小 1,234'], ['epoch 1, size 1,234']],
  ['not-admitted', neverAdmitted, ['尚未被接纳', '无须操作'], ['not admitted yet', 'it begins by itself']],
];

/** Has the node say that its member is none of the validators, whatever it is. */
export async function withoutSeat({ page, look, name }) {
  for (const [what, absence, chinese, english] of cases) {
    await page.route('**/explorer/api/overview', async (route) => {
      const answer = await route.fetch();
      const overview = await answer.json();
      const reason = 'Its member is none of the validators.';
      Object.assign(overview.node, { status: 'NOT_A_VALIDATOR', reason, engine: 'WAITING', engineReason: '', absence, cosigning: false });
      Object.assign(overview.members.find(({ number }) => number === overview.node.member), { validator: false, suspended: absence.dismissed, ...(absence.dismissed ? {} : { cosignature: null }) });
      await route.fulfill({ response: answer, json: overview });
    });
    for (const [language, status, words] of [['中文', '不是验证者', chinese], ['EN', 'Not a validator', english]]) {
      await page.getByRole('button', { name: language }).click();
      const card = page.locator('.card:has(.node-status)');
      for (const word of [status, ...words]) await card.getByText(word).first().waitFor();
      if ((await page.locator('td .pill', { hasText: /^(沉默|从未见过|silent|never seen)$/ }).count()) > 0) throw new Error(`${what}: somebody is called silent`);
      const cut = await page.locator('.views').evaluate((bar) => bar.scrollWidth - bar.clientWidth);
      if (cut > 0) throw new Error(`${what}: ${cut} pixels of the views are cut off`);
      await look(page, `seat-${what}-${language === 'EN' ? 'en' : 'zh'}-${name}`);
    }
    await page.getByRole('button', { name: '中文' }).click();
    await page.unroute('**/explorer/api/overview');
  }
}
