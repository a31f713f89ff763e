// A patient: all invoices, one verified, claimed with consent, watched to the paid moment, and signed out.
import { phone, visit } from '../visit.mjs';

await visit(async ({ cast, visitor, look, signIn, expecting, say }) => {
  const { outpatient, inpatient, phone: number } = cast.thread;
  const page = await visitor(phone);
  await page.goto(cast.door);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await look(page, '01-sign-in');
  await signIn(page, number, () => page.getByRole('button', { name: '手机号登录' }).click());
  await page.getByRole('heading', { name: '我的票据' }).waitFor();
  await page.getByText('1,260').first().waitFor();
  await page.getByText('68,000').first().waitFor();
  await look(page, '02-home');
  await page.getByRole('searchbox').fill('第二医院');
  await page.getByText('找到 1 张').waitFor();
  await page.getByRole('searchbox').fill('');

  await page.locator(`a[href="/invoices/${outpatient.invoiceId}"]`).click();
  await page.getByText('核验通过').waitFor();
  await page.getByRole('button', { name: '查看每一步' }).click();
  const links = await page.locator('.chain .link').count();
  const held = await page.locator('.chain .link-ok').count();
  if (links !== 13 || held !== links) throw new Error(`${held} of ${links} links hold`);
  await look(page, '03-invoice');
  say('verified in the browser');
  await claim({ page, look, invoice: outpatient, picture: '04', amount: '595.00' });
  say('paid 595.00');
  await page.goto(`${cast.door}/invoices/${inpatient.invoiceId}`);
  await page.getByText('核验通过').waitFor();
  await look(page, '05-stay');
  await claim({ page, look, invoice: inpatient, picture: '06', amount: '7,410.00' });
  say('paid 7 410.00');

  await page.goto(`${cast.door}/claims`);
  await page.getByText('7,410').first().waitFor();
  await look(page, '07-claims');
  await page.goto(`${cast.door}/consents`);
  await page.getByRole('button', { name: '撤回授权' }).first().click();
  await page.getByRole('button', { name: '确认撤回' }).click();
  await page.getByText('授权已撤回').waitFor();
  await look(page, '08-consents');
  await page.goto(`${cast.door}/link`);
  await page.getByLabel('票据代码').fill(outpatient.code);
  await page.getByLabel('票据号码').fill('9999999999');
  await page.getByLabel('校验码').fill('a1b2c3');
  await expecting(async () => {
    await page.getByRole('button', { name: '关联到我名下' }).click();
    await page.getByText('未能关联').waitFor();
  });
  await look(page, '09-link');
  for (const [language, name] of [['zh-TW', '繁體中文'], ['en', 'English'], ['zh-CN', '简体中文']]) {
    await page.goto(`${cast.door}/?view=me`);
    await page.getByRole('button', { name }).click();
    await page.locator(`html[lang="${language}"]`).waitFor();
    await page.goto(`${cast.door}/invoices/${outpatient.invoiceId}`);
    await page.locator('.verdict-good').waitFor();
    await look(page, `10-${language}`);
  }
  await page.goto(`${cast.door}/?view=me`);
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await page.goto(`${cast.door}/invoices/${outpatient.invoiceId}`);
  const again = page.getByRole('button', { name: '手机号登录' });
  await again.waitFor();
  if ((await page.getByText(outpatient.number).count()) > 0) throw new Error('an invoice is shown to somebody who has signed out');
  await expecting(async () => {
    const status = await page.evaluate(async () => (await fetch('/api/home')).status);
    if (status !== 401) throw new Error(`who has signed out is answered with ${status}`);
  });
  // Nobody is signed in by what the browser remembers of the last time.
  await again.click();
  await page.waitForSelector('[name=phone]');
  say('signed out');
});

async function claim({ page, look, invoice, picture, amount }) {
  await page.locator(`a[href="/invoices/${invoice.invoiceId}/claim"]`).click();
  const agree = page.getByRole('button', { name: `同意并报销 ¥${amount}` });
  await agree.waitFor();
  await page.getByText('怎么算出来的').click();
  await look(page, `${picture}-offer`);
  const streams = [];
  const opened = (response) => /\/api\/claims\/\w+\/events$/.test(response.url()) && streams.push(response.status());
  page.on('response', opened);
  await agree.click();
  await page.getByText('到账凭据').waitFor();
  page.off('response', opened);
  if (streams.length === 0 || streams.some((status) => status !== 200)) throw new Error(`its steps came by streams of ${streams}`);
  await look(page, `${picture}-paid`);
}
