// A patient on a phone: from the first screen over the proof to the paid claim, and out again.
import { chainHolds, paid, rowOf, signIn } from './patient.mjs';
import { librariesIn, mappedFiles, unpacked } from '../chromium.mjs';
import { phone, spec } from './frame.mjs';

await spec('thread', async (frame) => {
  const { told, browser, visitor, look, check, found } = frame;
  const own = librariesIn(await unpacked());
  const nss = (await mappedFiles(browser)).filter((file) => file.endsWith('/libnss3.so'));
  check(`the browser brings its own libraries: ${nss}`, nss.length === 1 && nss[0].startsWith(own));

  const page = await visitor(phone);
  await signIn(frame, page);
  await look(page, 'list', { full: false });

  await page.getByRole('searchbox').fill(told.invoiceId);
  await page.getByText('找到 1 张').waitFor();
  await look(page, 'search');
  await page.getByRole('button', { name: '清除搜索' }).click();
  await page.locator('.overview').waitFor();

  await rowOf(page, told.invoiceId).click();
  await page.getByText('核验通过').waitFor();
  await page.getByRole('button', { name: '查看每一步' }).click();
  await chainHolds(frame, page);
  check('the paper names the patient', (await page.locator('main').innerText()).includes(told.name));
  await look(page, 'invoice');
  await page.locator('.verdict').evaluate((verdict) => scrollTo({ top: verdict.getBoundingClientRect().top + scrollY - 72, behavior: 'instant' }));
  await look(page, 'invoice-chain', { full: false });

  await page.getByRole('link', { name: '申请报销' }).click();
  const claim = page.getByRole('button', { name: `同意并报销 ¥${told.amount}` });
  await claim.waitFor();
  check('the consent says what is shown', (await page.getByText('给对方看的内容').count()) === 1);
  await look(page, 'offer');
  const streams = [];
  page.on('response', (response) => /\/api\/claims\/\w+\/events$/.test(response.url()) && streams.push(response.status()));
  await claim.click();
  await page.locator('.moment-now').waitFor();
  await look(page, 'claim-running', { full: false });
  found.claimId = await paid(frame, page);
  check(`the steps came by a stream of their own: ${streams}`, streams.length > 0 && streams.every((status) => status === 200));
  await look(page, 'claim-paid', { full: false });

  await page.getByRole('button', { name: '返回' }).click();
  await page.goto(`${told.origin}/claims`);
  await page.locator('.row-title').first().waitFor();
  check('there is one claim', (await page.locator('.row-title').count()) === 1);
  await look(page, 'claims');
  await page.getByRole('link', { name: '我的', exact: true }).click();
  await page.locator('.coverage').first().waitFor();
  await look(page, 'me');
  await page.getByRole('link', { name: '我的授权' }).click();
  await page.locator('.grant').waitFor();
  check('the consent names the invoice', (await page.locator('.grant').innerText()).includes(told.invoiceId));
  await look(page, 'consents');

  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await look(page, 'sign-out', { full: false });
  await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await page.goto(`${told.origin}/claims`);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await look(page, 'signed-out');
});
