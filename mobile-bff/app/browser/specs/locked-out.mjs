// Others have used up the codes of a phone; its owner signs in by a message of their own.
import { phone, visit } from '../visit.mjs';

const mostFromOneAddress = 6;

await visit(async ({ cast, visitor, look, expecting, sendMessage, say }) => {
  const { outpatient, phone: number } = cast.lockedOut;
  const stranger = await begin(cast, visitor);
  for (let i = 0; i < mostFromOneAddress; i++) {
    await ask(stranger, number);
    await stranger.waitForSelector('[name=code]');
    await stranger.locator('a[href="/sign-in"]').click();
  }
  say('the codes are used up');

  const page = await begin(cast, visitor);
  await expecting(() => ask(page, number));
  await page.getByRole('heading', { name: '自己发送短信登录' }).waitFor();
  await look(page, '01-own-message');
  const text = await page.locator('dd').last().innerText();
  const sent = page.getByRole('button', { name: '我已发送' });
  await sendMessage('13800000099', text);
  await sent.click();
  await page.getByText('尚未收到').waitFor();
  await look(page, '02-from-another-phone');

  await sendMessage(number, text);
  await sent.click();
  await page.locator(`a[href="/invoices/${outpatient.invoiceId}"]`).waitFor();
  say('signed in all the same');
});

async function begin(cast, visitor) {
  const page = await visitor(phone);
  await page.goto(cast.door);
  await page.getByRole('button', { name: '手机号登录' }).click();
  await page.waitForURL('**/sign-in');
  return page;
}

async function ask(page, number) {
  await page.waitForSelector('[name=phone]:focus');
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in/code');
}
