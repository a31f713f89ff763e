// A payer's staff: one decides above the limit, another confirms, a third may only look.
import { enterCode } from './messages.mjs';
import { desktop, spec } from './frame.mjs';

await spec('payers', async (frame) => {
  const { told, browser, visitor, check } = frame;
  const look = (page, what, options) => frame.look(page, what, { ...options, touch: false });
  const link = `a.queue-row[href*="${told.claimId}"]`;

  const enter = async (number, firstLook) => {
    const page = await visitor(desktop);
    await page.goto(`${told.origin}/payers/`);
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    await firstLook?.(page, 'first-screen');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await enterCode(browser, told, page, number, firstLook);
    await page.locator('.queue-row').first().waitFor();
    return page;
  };

  const viewer = await enter(told.viewer);
  await viewer.click(link);
  await viewer.getByText('您的角色只能查看，不能作决定。').waitFor();
  check('a viewer has nothing to decide with', (await viewer.locator('.decision-form').count()) === 0);
  await look(viewer, 'viewer');

  const first = await enter(told.decider, look);
  check('all claims wait', (await first.locator('.queue-row').count()) === told.waiting);
  await look(first, 'queue');
  await first.click(link);
  await first.locator('.decision-form').waitFor();
  await first.click('.choice[data-kind=PARTIAL]');
  await first.fill('.decision-fields input', told.amount);
  await first.selectOption('.decision-fields select', 'ITEMS_COVERED_IN_PART');
  await look(first, 'claim');
  await look(first, 'deciding', { full: false });
  await first.click('.decision-form button[type=submit]');
  await first.locator('dialog[open]').waitFor();
  await look(first, 'confirm');
  await first.click('.confirm .button-first');
  await first.getByText('已提出，等待第二人').waitFor();
  await first.locator('#own-proposal').waitFor();
  await look(first, 'proposed');

  const second = await enter(told.second);
  await second.click(link);
  await second.locator('.proposal').waitFor();
  check('the proposal names its amount', (await second.locator('.proposal').innerText()).replaceAll(',', '').includes(told.amount));
  await look(second, 'second-person');
  await second.click('.decision-panel .button-first');
  await second.click('.confirm .button-first');
  await second.getByText('决定已生效').waitFor();
  await untilPaid(second);
  check('two people stand under the decision', /agency-one[\s\S]*agency-two/.test(await second.locator('.decisions').innerText()));
  await look(second, 'paid');
  await viewer.getByRole('button', { name: '刷新' }).click();
  await viewer.locator(link).waitFor({ state: 'detached' });
});

/** The page shows a claim as it was when it was opened; it is opened again until it is paid. */
async function untilPaid(page) {
  const paid = page.locator('.claim-head', { hasText: '已支付' });
  for (let times = 0; times < 60 && (await paid.count()) === 0; times++) {
    await page.reload();
    await page.locator('.claim-facts').waitFor();
  }
  await paid.waitFor();
}
