// The patient's way by keyboard alone, and that of a payer's people and of anybody: no click, no touch.
import { requireUnseenNoticed, seen } from '../focus.mjs';
import { desktop, phone, visit } from '../visit.mjs';

await visit(async ({ cast, visitor, look, signIn, say }) => {
  const { outpatient, phone: number } = cast.keyboard;
  const page = await visitor(phone, { hasTouch: false });
  await page.goto(cast.door);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await signIn(page, number, () => press(page, /手机号登录/));
  await page.locator(`a[href="/invoices/${outpatient.invoiceId}"]`).waitFor();
  await requireUnseenNoticed(page);
  say('a focus that is not seen is noticed');
  await reach(page, /搜索票据/);
  await page.keyboard.type('第一医院');
  await page.getByText('找到 1 张').waitFor();
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
  await press(page, /^返回/);
  await page.getByText('核验通过').waitFor();
  await press(page, /^返回/);
  await page.getByRole('searchbox').waitFor();
  await press(page, /^我的/);
  await page.getByRole('button', { name: '退出登录' }).waitFor();
  await press(page, /退出登录/);
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.locator('.sign-out:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await press(page, /退出登录/);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  say('signed out');
  await payersPage({ cast, visitor, signIn, look, say });
  await verifyPage({ cast, visitor, look, say });
});

/** Somebody who may only look: to a claim of the list, to one state of them, and out. */
async function payersPage({ cast, visitor, signIn, look, say }) {
  const page = await visitor(desktop);
  await page.goto(`${cast.door}/payers`);
  await page.locator('.entry-card .button-first').waitFor();
  await signIn(page, cast.payers.staff.at(-1), () => press(page, /手机号登录|登录/));
  await page.locator('.tabs').waitFor();
  await requireUnseenNoticed(page);
  await press(page, /^全部申请/);
  await page.locator('.claims-row').first().waitFor();
  await reach(page, /全部状态/);
  await press(page, /^\d{18}/);
  await page.locator('.claim-facts').waitFor();
  await look(page, '03-payers');
  await press(page, /^退出/);
  await page.locator('.entry-card').waitFor();
  say('looked at a claim of the payer');
}

/** Anybody: each field of the five elements has its place, and a file is chosen and verified. */
async function verifyPage({ cast, visitor, look, say }) {
  const page = await visitor(desktop);
  await page.goto(`${cast.door}/verify`);
  await page.locator('.elements').waitFor();
  await requireUnseenNoticed(page);
  // Asked for long before the key: a busy machine might else open the chooser before anybody waits for it.
  const chosen = page.waitForEvent('filechooser');
  for (const place of [/票据代码/, /票据号码/, /校验码/, /开票日期/, /金额合计/, /^查验/]) await reach(page, place);
  await reach(page, /选择文件/);
  await page.keyboard.press('Enter');
  await (await chosen).setFiles(cast.verify.bundle);
  await page.getByRole('heading', { name: '票据真实' }).waitFor();
  await look(page, '04-verify');
  say('verified a file');
}

async function press(page, words) {
  await reach(page, words);
  await page.keyboard.press('Enter');
}

/** Goes from stop to stop until the one with those words has the focus, which must be seen. */
async function reach(page, words) {
  const passed = [];
  for (let stop = 0; stop < 60; stop++) {
    await page.keyboard.press('Tab');
    const text = await page.evaluate(() => {
      const focused = document.activeElement;
      // Behind the last stop comes none, before the first one comes again.
      if (focused === document.body) return '';
      const names = [focused.getAttribute('aria-label'), focused.innerText, ...[...(focused.labels ?? [])].map((label) => label.innerText)];
      return names.filter(Boolean).join(' ').trim();
    });
    if (words.test(text)) {
      if (await seen(page)) return;
      throw new Error(`the focus on ${words} is not seen`);
    }
    passed.push(text.slice(0, 20).replace(/\n/g, ' '));
  }
  throw new Error(`no stop has ${words}: ${passed.join(' | ')}`);
}
