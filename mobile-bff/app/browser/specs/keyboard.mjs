// The main steps of a patient without mouse or finger.
import { messagesOf } from './messages.mjs';
import { chainHolds, paid } from './patient.mjs';
import { phone, spec } from './frame.mjs';

const mostStops = 80;

/** Goes from stop to stop until one of that name and role has the focus; each has to be seen. */
async function tabTo(page, check, words) {
  for (let stops = 0; stops < mostStops; stops++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const ring = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
      return {
        text: `${element.getAttribute('aria-label') ?? ''} ${element.textContent ?? ''} ${element.getAttribute('href') ?? ''}`,
        seen: ring && box.bottom > 0 && box.top < innerHeight,
      };
    });
    if (stop.text.includes(words)) {
      check(`the focus on "${words}" is seen`, stop.seen);
      return;
    }
  }
  throw new Error(`no stop of ${mostStops} says "${words}"`);
}

await spec('keyboard', async (frame) => {
  const { told, browser, visitor, look, check, found } = frame;
  const page = await visitor({ ...phone, hasTouch: false });
  const go = async (words) => {
    await tabTo(page, check, words);
    await page.keyboard.press('Enter');
  };
  await page.goto(`${told.origin}/`);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await go('手机号登录');
  const messages = await messagesOf(browser, told, told.phone);
  await page.locator('#phone:focus').waitFor();
  await page.keyboard.type(told.phone);
  await page.keyboard.press('Enter');
  await page.locator('#code:focus').waitFor();
  await page.keyboard.type(await messages.next());
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '我的票据' }).waitFor();
  await page.locator('.visits .row').waitFor();

  await tabTo(page, check, '搜索票据');
  await page.keyboard.type(told.invoiceId);
  await page.getByText('找到 1 张').waitFor();
  await go(`/invoices/${told.invoiceId}`);
  await page.getByText('核验通过').waitFor();
  await go('查看每一步');
  await chainHolds(frame, page);
  await look(page, 'invoice', { full: false });
  await go('申请报销');
  await page.getByRole('button', { name: '同意并报销' }).waitFor();
  await go('同意并报销');
  found.claimId = await paid(frame, page);

  await go('返回');
  await page.getByRole('button', { name: '返回' }).waitFor();
  await go('返回');
  await page.getByRole('navigation').waitFor();
  await go('我的');
  await page.getByRole('button', { name: '退出登录' }).waitFor();
  await go('退出登录');
  await page.getByRole('dialog').waitFor();
  await go('退出登录');
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
});
