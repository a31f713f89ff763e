// A payer's people: the queue, a decision that needs two of them, and one who may only look.
import { desktop, visit } from '../visit.mjs';

await visit(async ({ cast, visitor, look, signIn, expecting, say }) => {
  const { claim, staff: [first, second, viewer] } = cast.payers;
  const entry = async (number) => {
    const page = await visitor(desktop);
    await page.goto(`${cast.door}/payers`);
    await page.locator('.entry-card .button-first').waitFor();
    await signIn(page, number, () => page.locator('.entry-card .button-first').click());
    await page.locator('.queue-row, .claims-row').first().waitFor();
    return page;
  };
  const row = `a.queue-row[href*="${claim}"]`;

  const watching = await entry(viewer);
  await watching.locator(row).click();
  await watching.locator('.decision-panel .notice').waitFor();
  if ((await watching.locator('.decision-form').count()) > 0) throw new Error('a viewer is offered a decision');
  await look(watching, '01-viewer');

  const proposing = await entry(first);
  await look(proposing, '02-queue');
  await proposing.locator(row).click();
  await proposing.locator('.choice[data-kind=PARTIAL]').click();
  await proposing.locator('.decision-form button[type=submit]').click();
  await look(proposing, '03-faults');
  await proposing.fill('.decision-fields input', '6000.00');
  await proposing.selectOption('.decision-fields select', { index: 1 });
  await proposing.locator('.decision-form button[type=submit]').click();
  await proposing.locator('dialog[open]').waitFor();
  await look(proposing, '04-confirm');
  await proposing.locator('.confirm .button-first').click();
  await proposing.locator('.proposal').waitFor();
  await proposing.locator('#own-proposal').waitFor();
  await look(proposing, '05-own-proposal');
  say('one has proposed');

  const confirming = await entry(second);
  await confirming.locator(row).click();
  await confirming.locator('.proposal').waitFor();
  await look(confirming, '06-second-person');
  await confirming.locator('.decision-panel .button-first').click();
  await confirming.locator('.confirm .button-first').click();
  await confirming.locator('.decisions').waitFor();
  await confirming.goto(`${cast.door}/payers#/claims`);
  await expecting(async () => {
    await confirming.locator('.claims-row').first().waitFor();
  });
  await confirming.locator(`a.claims-row[href*="${claim}"]`).click();
  await paid(confirming);
  await look(confirming, '07-paid');
  say('another has confirmed, and it is paid');
  await confirming.locator('.staff .link-button').click();
  await confirming.locator('.entry-card').waitFor();
});

/** The page is no live view: it is read anew until the payment has come. */
async function paid(page) {
  for (let i = 0; i < 20; i++) {
    const text = await page.locator('.claim, .claim-pane, main').first().innerText();
    if (/已付款|已到账|已支付|PAID/.test(text)) return;
    await page.reload();
    await page.locator('.claim-part').first().waitFor();
  }
  throw new Error(`not paid: ${(await page.locator('main').innerText()).slice(0, 600)}`);
}
