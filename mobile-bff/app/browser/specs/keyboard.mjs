// The patient's way by keyboard alone: no click, no touch.
import { phone, visit } from '../visit.mjs';

await visit(async ({ cast, visitor, look, signIn, say }) => {
  const { outpatient, phone: number } = cast.keyboard;
  const page = await visitor(phone, { hasTouch: false });
  await page.goto(cast.door);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await signIn(page, number, () => press(page, /手机号登录/));
  await page.locator(`a[href="/invoices/${outpatient.invoiceId}"]`).waitFor();
  await press(page, /1,260/);
  await page.getByText('核验通过').waitFor();
  await press(page, /查看每一步/);
  await look(page, '01-checks');
  await press(page, /申请报销/);
  await page.getByRole('button', { name: /同意并报销/ }).waitFor();
  await press(page, /怎么算出来的/);
  await press(page, /同意并报销/);
  await page.getByText('到账凭据').waitFor();
  await look(page, '02-paid');
  say('claimed and paid');
  await page.goto(`${cast.door}/?view=me`);
  await page.getByRole('button', { name: '退出登录' }).waitFor();
  await press(page, /退出登录/);
  await page.getByRole('dialog').waitFor();
  await press(page, /退出登录/);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
});

/** Goes from stop to stop until the one with those words has the focus, which must be seen, and presses Enter. */
async function press(page, words) {
  const passed = [];
  for (let stop = 0; stop < 60; stop++) {
    await page.keyboard.press('Tab');
    const { text, seen } = await page.evaluate(() => {
      const focused = document.activeElement;
      const style = getComputedStyle(focused);
      return {
        text: `${focused.getAttribute('aria-label') ?? ''} ${focused.innerText ?? ''}`.trim(),
        seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
      };
    });
    if (words.test(text)) {
      if (!seen) throw new Error(`the focus on ${words} is not seen`);
      await page.keyboard.press('Enter');
      return;
    }
    passed.push(text.slice(0, 20).replace(/\n/g, ' '));
  }
  throw new Error(`no stop has ${words}: ${passed.join(' | ')}`);
}
