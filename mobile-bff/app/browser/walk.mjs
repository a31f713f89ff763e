// The way through the app: every screen, and each of its states.
import { covered, requireUnseenNoticed } from './focus.mjs';

const outpatient = '/invoices/110601260000000001';
const inpatient = '/invoices/110614260000000317';
const tampered = '/invoices/110601260000000002';

export async function walk({ mock, visitor, shot }) {
  const { address, control } = mock;
  const page = await visitor();
  const go = async (path) => {
    await page.goto(address + path);
    await page.locator('h1').waitFor();
    await settled(page);
  };

  await go('/');
  await shot(page, '01-sign-in');
  await go('/?problem=ACCESS_DENIED');
  await shot(page, '02-sign-in-problem');
  // A device whose clock is an hour off corrects itself by the server's.
  control.clockAheadSeconds = 3600;
  await page.getByRole('button', { name: '手机号登录' }).click();
  await page.getByRole('heading', { name: '我的票据' }).waitFor();
  control.clockAheadSeconds = 0;
  await settled(page);
  await shot(page, '03-home');
  mock.api.finish();
  await page.getByText('收到新票据').waitFor();
  await shot(page, '04-home-arrived', { full: false });
  await page.getByRole('searchbox').fill('眼科');
  await page.getByText('找到 1 张').waitFor();
  await shot(page, '05-search');
  await page.getByRole('searchbox').fill('没有');
  await page.getByText('没有符合的票据').waitFor();
  await shot(page, '06-search-nothing');

  await go(outpatient);
  await page.getByText('核验通过').waitFor();
  await shot(page, '10-invoice');
  await page.getByRole('button', { name: '查看每一步' }).click();
  await shot(page, '11-invoice-checks');
  await page.getByRole('button', { name: '技术细节' }).click();
  await shot(page, '11-invoice-facts');
  await page.getByRole('button', { name: '放大查看' }).click();
  await shot(page, '12-picture', { full: false });
  await page.keyboard.press('Escape');
  await go(tampered);
  await page.getByText('核验未通过').waitFor();
  await shot(page, '13-invoice-tampered');
  await trustChanged({ page, go, shot, control });
  await validatorsChanged({ page, go, shot, control });
  await foreignWords({ page, go, shot, control });
  await go(inpatient);
  await shot(page, '14-invoice-without-proof');
  await go('/invoices/999');
  await shot(page, '15-invoice-unknown');

  await go(`${outpatient}/claim`);
  await shot(page, '20-offer', { full: false });
  await page.getByText('怎么算出来的').click();
  await shot(page, '21-offer-trace');
  await page.getByText('示范健康保险').first().click();
  await shot(page, '22-offer-nothing');
  await go(`${inpatient}/claim`);
  control.claimRefused = true;
  await page.getByRole('button', { name: /同意并报销/ }).click();
  await page.getByRole('alert').waitFor();
  await shot(page, '23-offer-refused');
  control.claimRefused = false;
  await go(`${outpatient}/claim`);
  await page.getByRole('button', { name: /同意并报销/ }).click();
  await page.getByText('实时更新').waitFor();
  await page.locator('.moment-now').getByText('正在锁定金额').waitFor();
  await shot(page, '30-claim-running', { full: false });
  await page.getByText('到账凭据').waitFor();
  await shot(page, '31-claim-paid');
  await go(`/claims/${'b2'.repeat(16)}`);
  await shot(page, '32-claim-refused');
  await go(`/claims/${'c3'.repeat(16)}`);
  await shot(page, '33-claim-review');
  await go('/claims');
  const refused = await page.locator(`.rows a[href="/claims/${'b2'.repeat(16)}"] .row-why`).innerText();
  if (refused.trim().length < 8) throw new Error(`of a refused claim the list says ${refused}`);
  await shot(page, '34-claims');
  await go(outpatient);
  await page.getByText('核验通过').waitFor();
  await shot(page, '35-invoice-reimbursed');

  await go('/consents');
  await shot(page, '40-consents');
  await page.getByRole('button', { name: '撤回授权' }).first().click();
  await shot(page, '41-revoke', { full: false });
  await page.getByRole('button', { name: '确认撤回' }).click();
  await page.getByText('授权已撤回').waitFor();
  await go('/link');
  await page.getByRole('button', { name: '关联到我名下' }).click();
  await shot(page, '42-link-wrong');
  control.linkRefused = true;
  await page.getByLabel('票据代码').fill('11060126');
  await page.getByLabel('票据号码').fill('0000000001');
  await page.getByLabel('校验码').fill('a1b2c3');
  await page.getByRole('button', { name: '关联到我名下' }).click();
  await page.getByText('未能关联').waitFor();
  await shot(page, '43-link-refused');
  await go('/?view=me');
  await shot(page, '44-me');
  await go('/nothing/here');
  await shot(page, '45-nowhere');

  await states({ mock, page, go, shot });
  await languages({ page, go, shot });
  await signOut({ page, go, shot });
  await page.close();
}

/** Old data, none, failing, offline, ended. */
async function states({ mock, page, go, shot }) {
  const { control } = mock;
  control.stale = true;
  await go('/');
  await shot(page, '50-home-stale', { full: false });
  control.stale = false;
  control.empty = true;
  await go('/');
  await shot(page, '51-home-empty');
  await go('/claims');
  await shot(page, '52-claims-empty');
  control.empty = false;
  await go('/');
  control.down = true;
  await page.getByRole('link', { name: '我的', exact: true }).click();
  await page.getByRole('link', { name: '报销', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await shot(page, '53-claims-failed');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText('网络已断开').waitFor();
  await shot(page, '54-offline');
  control.down = false;
  await page.context().setOffline(false);
  await page.getByRole('heading', { name: '报销记录' }).waitFor();
  await go('/');
  mock.endSessions();
  await page.getByRole('link', { name: '报销', exact: true }).click();
  await page.getByText('登录已结束').waitFor();
  await shot(page, '55-ended');
  await page.getByRole('button', { name: '手机号登录' }).click();
  await page.getByRole('heading', { name: '我的票据' }).waitFor();
}

async function languages({ page, go, shot }) {
  for (const [language, name] of [['zh-TW', '繁體中文'], ['en', 'English']]) {
    await go('/?view=me');
    await page.getByRole('button', { name }).click();
    await page.locator(`html[lang="${language}"]`).waitFor();
    await shot(page, `60-${language}-me`);
    await go('/');
    await shot(page, `61-${language}-home`);
    await go(outpatient);
    await page.locator('.verdict-good').waitFor();
    await shot(page, `62-${language}-invoice`);
    await go(`${outpatient}/claim`);
    await shot(page, `63-${language}-offer`);
  }
}

async function signOut({ page, go, shot }) {
  await go('/?view=me');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await shot(page, '69-everywhere', { full: false });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in with your phone' }).waitFor();
  await shot(page, '70-signed-out');
}

/** What others have written: a list that says otherwise than the document, names that are long or mean harm, many of them. */
async function foreignWords({ page, go, shot, control }) {
  control.differs = true;
  await go(outpatient);
  await page.getByText('列表与票据不一致').waitFor();
  await shot(page, '16-invoice-differs');
  control.differs = false;
  control.crowd = true;
  await go('/');
  await page.getByText('[U+202E]').first().waitFor();
  await shot(page, '17-home-crowd');
  await requireUnseenNoticed(page);
  const hidden = await covered(page, 12);
  if (hidden.length > 0) throw new Error(`the focus is covered at ${hidden.join(', ')}`);
  await go('/invoices/110601260000010000');
  await page.getByText('[U+200B×2]').first().waitFor();
  await shot(page, '18-invoice-foreign');
  control.crowd = false;
}

/** The site gives out another trust list: what holds by the kept one still does, and the person decides. */
async function trustChanged({ page, go, shot, control }) {
  const notice = page.getByRole('alert').filter({ hasText: '公开的信任名单变了' });
  const accept = notice.getByRole('button');
  control.anotherTrust = true;
  await go(outpatient);
  await notice.waitFor();
  await page.getByText('核验通过').waitFor();
  await shot(page, '13-invoice-trust-changed');
  await accept.click();
  await page.getByText('暂时无法核验').waitFor();
  await notice.waitFor({ state: 'detached' });
  control.anotherTrust = false;
  await go(outpatient);
  await notice.waitFor();
  await page.getByText('暂时无法核验').waitFor();
  await accept.click();
  await page.getByText('核验通过').waitFor();
}

/** The validators change: the list that follows by proof is taken over without a word, and another one still is not. */
async function validatorsChanged({ page, go, shot, control }) {
  const notice = page.getByRole('alert').filter({ hasText: '公开的信任名单变了' });
  const accept = async () => {
    await notice.waitFor();
    await notice.getByRole('button').click();
    await page.getByText('核验通过').waitFor();
  };
  control.validators = 'before';
  await go(outpatient);
  await accept();
  await unproven({ page, go, shot, control });
  await go(outpatient);
  await page.getByText('核验通过').waitFor();
  if ((await notice.count()) > 0) throw new Error('a list that follows by proof is warned of');
  await shot(page, '13-invoice-validators-changed');
  control.anotherTrust = true;
  await go(outpatient);
  await notice.waitFor();
  await page.getByText('核验通过').waitFor();
  control.anotherTrust = false;
  control.validators = null;
  await go(outpatient);
  await accept();
}

/** What proves the change is not to be had: that is said, nothing is to decide, and the next question settles it. */
async function unproven({ page, go, shot, control }) {
  const notice = page.getByRole('status').filter({ hasText: '新的信任名单暂时无法核实' });
  control.validators = 'after';
  control.epochsDown = true;
  control.olderBill = true;
  await go(outpatient);
  await notice.waitFor();
  await page.getByText('核验通过').waitFor();
  await shot(page, '13-invoice-trust-unproven');
  control.olderBill = false;
  await go(outpatient);
  await notice.waitFor();
  await page.getByText('暂时无法核验').waitFor();
  if ((await page.getByRole('button', { name: '改用新名单' }).count()) > 0) throw new Error('a list that was not proven can be taken over');
  await shot(page, '13-invoice-trust-unproven-newer');
  await go(tampered);
  await page.getByText('核验未通过').waitFor();
  if ((await page.getByRole('button', { name: '重试' }).count()) > 0) throw new Error('a forged document can be asked for again');
  await go(outpatient);
  await notice.waitFor();
  control.epochsDown = false;
  await notice.getByRole('button', { name: '重试' }).click();
  await page.getByText('核验通过').waitFor();
  await notice.waitFor({ state: 'detached' });
}

async function settled(page) {
  await page.locator('.placeholder, .verdict-running, .starting').first().waitFor({ state: 'detached' });
}
