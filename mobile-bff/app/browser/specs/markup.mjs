// Whatever a hospital writes for a name is shown as it is written: it makes no picture, runs no script, opens no dialog.
import { desktop, phone, visit } from '../visit.mjs';

await visit(async ({ cast, visitor, look, signIn, say }) => {
  const { bill, markup, phone: number } = cast.markup;
  const page = await visitor(phone);
  await page.goto(cast.door);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await signIn(page, number, () => page.getByRole('button', { name: '手机号登录' }).click());
  await page.locator(`a[href="/invoices/${bill.invoiceId}"]`).waitFor();
  await written(page, '.visit-facts', markup);
  await look(page, '01-home');
  await page.locator(`a[href="/invoices/${bill.invoiceId}"]`).click();
  await page.getByText('核验通过').waitFor();
  await written(page, '.line-name', markup);
  for (const name of ['交款人', '科室', '就诊号', '诊断', '医保类型']) {
    await written(page, `dl.facts > div:has(dt:text-is("${name}"))`, markup);
  }
  await page.getByRole('button', { name: '放大查看' }).click();
  await written(page, 'dialog[open] svg', markup);
  await look(page, '02-picture', { full: false });
  await page.keyboard.press('Escape');
  await look(page, '03-invoice');
  say('text in the app');

  const anybody = await visitor(desktop);
  await anybody.goto(`${cast.door}/verify`);
  await anybody.fill('[name=code]', bill.code);
  await anybody.fill('[name=number]', bill.number);
  await anybody.fill('[name=checkCode]', bill.checkCode);
  await anybody.fill('[name=issueDate]', bill.day);
  await anybody.fill('[name=total]', (bill.totalFen / 100).toFixed(2));
  await anybody.locator('.elements button[type=submit]').click();
  await anybody.locator('.found').waitFor();
  await unharmed(anybody);
  await look(anybody, '04-found');
  say('text for anybody');
});

async function written(page, place, markup) {
  await page.locator(place).first().waitFor();
  // Of a picture, too, which has no text as it is laid out.
  const texts = await page.locator(place).allTextContents();
  if (!texts.some((text) => text.includes(markup))) throw new Error(`${place} reads ${texts}`);
  await unharmed(page);
}

/** Dialogs and what the content policy had to refuse are faults of every walk. */
async function unharmed(page) {
  if ((await page.locator('img[src="x"]').count()) > 0) throw new Error('a name has become a picture');
}
