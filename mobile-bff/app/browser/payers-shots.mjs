// The payers' page: sign in, queue, a claim, decisions by one person and by two, the list of claims.

/** Looks at each state of the page; what the mock refuses on purpose is no fault. */
export async function lookAtPayers({ browser, open, look, faults, desktop, phone }) {
  const page = await open(browser, desktop, 'zh-CN', '/payers?problem=ATTEMPT_EXPIRED');
  await look(page, 'payers-sign-in');
  await page.click('.button-first');
  await page.waitForSelector('.queue-row');
  await look(page, 'payers-queue');

  await page.click('.queue li:nth-child(1) a');
  await page.waitForSelector('.decision-form');
  await page.click('.choice[data-kind=PARTIAL]');
  await page.click('.decision-form button[type=submit]');
  await look(page, 'payers-claim-faults');
  await decide(page, '29000', 'ITEMS_COVERED_IN_PART');
  const before = faults.length;
  await page.click('.confirm .button-first');
  await page.waitForSelector('[role=alert]');
  await look(page, 'payers-claim-refused-amount');
  faults.splice(before, faults.length, ...faults.slice(before).filter((fault) => !/status of 422/.test(fault)));
  await decide(page, '500.00', 'ITEMS_COVERED_IN_PART');
  await look(page, 'payers-confirm');
  await page.click('.confirm .button-first');
  await page.waitForSelector('.notice-good');
  await look(page, 'payers-decided');

  await page.click('.queue li:nth-child(2) a');
  await page.waitForSelector('.proposal');
  await look(page, 'payers-second-person');
  await page.click('.decision-panel .button-first');
  await page.click('.confirm .button-first');
  await page.waitForSelector('.decisions');

  await page.click('.queue li:nth-child(4) a');
  await page.waitForSelector('#own-proposal');
  await look(page, 'payers-own-proposal');
  await page.click('.queue li:nth-child(5) a');
  await page.waitForSelector('.decision-panel .notice');
  await look(page, 'payers-resolution');

  await page.click('.tabs a:nth-child(2)');
  await page.waitForSelector('.claims-row');
  await page.selectOption('select', 'PAID');
  await page.click('.claims li:nth-child(3) a');
  await page.waitForSelector('.timeline li:nth-child(9)');
  await page.click('.languages button:nth-child(3)');
  await page.waitForSelector('html[lang=en]');
  await look(page, 'payers-claims-en');
  await page.click('.languages button:nth-child(2)');
  await page.waitForSelector('html[lang=zh-TW]');
  await look(page, 'payers-claims-zh-TW');

  const context = page.context();
  await page.setViewportSize(phone);
  await page.click('.claim-back');
  await look(page, 'payers-claims-phone');
  await page.click('.tabs a:nth-child(1)');
  await page.waitForSelector('.queue-row');
  await look(page, 'payers-queue-phone');
  await page.click('.queue li:nth-child(6) a');
  await page.waitForSelector('.decision-form');
  await page.click('.choice[data-kind=REFUSE]');
  await look(page, 'payers-claim-phone');
  await page.click('.staff .link-button');
  await page.waitForSelector('.entry-card');
  await look(page, 'payers-signed-out-phone');
  await context.close();
}

async function decide(page, amount, reason) {
  await page.fill('.decision-fields input', amount);
  await page.selectOption('.decision-fields select', reason);
  await page.click('.decision-form button[type=submit]');
  await page.waitForSelector('dialog[open]');
}
