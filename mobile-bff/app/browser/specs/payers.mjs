// A payer's people: the queue, a decision that needs two of them, and one who may only look.
import { desktop, requireFont, visit } from '../visit.mjs';

const paidWithinMillis = 60_000;

await visit(async ({ cast, visitor, look, signIn, say }) => {
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
  const entries = await watching.locator('.trace > li p').allInnerTexts();
  if (entries.length === 0 || entries.some((text) => text.trim() === '')) throw new Error(`how the amount was found: ${entries}`);
  await requireFont(watching, 'Noto Sans SC Variable');
  await look(watching, '01-viewer');

  await watching.locator('.tabs a[href="#/claims"]').click();
  await filtered(watching, 'REVIEW', '待人工', claim, true);
  await look(watching, '01-waiting');
  await filtered(watching, 'PAID', '已支付', claim, false);

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
  await proposing.keyboard.press('Escape');
  await proposing.locator('.decision-form button[type=submit]:focus').waitFor();
  await proposing.keyboard.press('Enter');
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
  await confirming.locator(`a.claims-row[href*="${claim}"]`).waitFor();
  await confirming.locator(`a.claims-row[href*="${claim}"]`).click();
  await paid(confirming);
  const decided = await confirming.locator('.decisions').innerText();
  if (!decided.includes('agency-one') || !decided.includes('agency-two')) throw new Error(`not both who decided are named: ${decided}`);
  await look(confirming, '07-paid');
  say('another has confirmed, and it is paid');
  await filtered(confirming, 'PAID', '已支付', claim, true);
  await look(confirming, '08-paid-ones');
  await filtered(confirming, 'REVIEW', '待人工', claim, false);
  await confirming.locator('.staff .link-button').click();
  await confirming.locator('.entry-card').waitFor();
  // Nobody is signed in by what the browser or the sign-in's server remembers of the last time.
  await confirming.locator('.entry-card .button-first').click();
  await confirming.waitForSelector('[name=phone]');
  say('signed out, and asked anew who it is');
});

/** Chooses a state: the list then has claims in that state alone, with or without the given one. */
async function filtered(page, state, words, claim, listed) {
  const answer = page.waitForResponse((response) => /\/payers\/api\/claims\?/.test(response.url()) && response.url().includes(`status=${state}`));
  await page.selectOption('.list-filter select', state);
  const { claims } = await (await answer).json();
  // The list is drawn when as many rows stand there as came.
  await page.locator('.claims-row').nth(claims.length).waitFor({ state: 'detached' });
  if (claims.length > 0) await page.locator('.claims-row').nth(claims.length - 1).waitFor();
  else await page.locator('.list-pane .nothing').waitFor();
  const shown = await page.locator('.claims-row .pill').allInnerTexts();
  if (shown.some((text) => text !== words)) throw new Error(`of ${words} are listed ${shown}`);
  const found = await page.locator(`a.claims-row[href*="${claim}"]`).count();
  if (found !== (listed ? 1 : 0)) throw new Error(`listed ${found} times as ${words}`);
}

/** The page is no live view: it is read anew until this claim, whatever others there are, has been paid. */
async function paid(page) {
  const state = page.locator('.claim-head .pill').first();
  const deadline = performance.now() + paidWithinMillis;
  for (let seen = ''; seen !== '已支付'; seen = await state.innerText()) {
    if (performance.now() > deadline) throw new Error(`not paid but ${seen}`);
    await page.reload();
    await page.locator('.claim-facts').waitFor();
  }
  const amount = await page.locator('.claim-amounts strong').innerText();
  if (amount !== '¥6,000.00') throw new Error(`${amount} was paid`);
}
