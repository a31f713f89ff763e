// Two people of a payer refuse a claim that waited for them; its patient sees that, why, and what can be done, wherever the claim stands.
import { desktop, phone, visit } from '../visit.mjs';

const reason = '支付方缺少所需的证明材料。';
const next = '请向支付方补交材料后重新申请。';

await visit(async ({ cast, visitor, look, signIn, say }) => {
  const { claim, invoice, phone: number, staff } = cast.refused;
  const entry = async (who) => {
    const page = await visitor(desktop);
    await page.goto(`${cast.door}/payers`);
    await page.locator('.entry-card .button-first').waitFor();
    await signIn(page, who, () => page.locator('.entry-card .button-first').click());
    await page.locator(`a.queue-row[href*="${claim}"]`).click();
    return page;
  };

  const first = await entry(staff[0]);
  await first.locator('.choice[data-kind=REFUSE]').click();
  await first.selectOption('.decision-fields select', 'EVIDENCE_MISSING');
  await first.locator('.decision-form button[type=submit]').click();
  await first.locator('.confirm .button-danger').click();
  await first.locator('.proposal').waitFor();
  const second = await entry(staff[1]);
  await second.locator('.decision-panel .button-first').click();
  await second.locator('.confirm .button-danger').click();
  await second.locator('.decisions').waitFor();
  say('two people have refused');

  const page = await visitor(phone);
  await page.goto(cast.door);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await signIn(page, number, () => page.getByRole('button', { name: '手机号登录' }).click());
  await page.locator(`a[href="/invoices/${invoice}"]`).waitFor();
  await page.goto(`${cast.door}/claims`);
  await told(page, page.locator(`.rows a[href="/claims/${claim}"]`));
  await look(page, '01-claims');
  await page.goto(`${cast.door}/invoices/${invoice}`);
  await page.getByText('核验通过').waitFor();
  const ofInvoice = page.locator(`[aria-labelledby=claims] a[href="/claims/${claim}"]`);
  await told(page, ofInvoice);
  await look(page, '02-invoice');
  await ofInvoice.click();
  await told(page, page.locator('.refusal'));
  await look(page, '03-claim');
  say('refused in the list, at the invoice and by itself');
});

/** Why nothing is paid, and what can be done: both stand there. */
async function told(page, place) {
  await place.waitFor();
  const words = await place.innerText();
  if (!words.includes(reason) || !words.includes(next)) throw new Error(`${new URL(page.url()).pathname} says of the refusal ${words}`);
  if (!(await place.isVisible())) throw new Error('the refusal is not to be seen');
}
