// Anybody: five elements of a paper, a bundle's file, and the same file with one changed bit.
import { readFileSync } from 'node:fs';
import { desktop, phone, visit } from '../visit.mjs';

await visit(async ({ cast, visitor, look, expecting, say }) => {
  const { bundle, paper } = cast.verify;
  const text = readFileSync(bundle, 'utf8');
  const file = (content) => ({ name: 'bundle.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  for (const [size, shape] of [[phone, 'phone'], [desktop, 'desktop']]) {
    const page = await visitor(size);
    await page.goto(`${cast.door}/verify`);
    await page.setInputFiles('input[type=file]', file(text));
    await page.locator('.verdict-banner[data-standing=good], .verdict-banner[data-standing=held], .verdict-banner').first().waitFor();
    await page.getByText('票据真实').waitFor();
    await look(page, `01-valid-${shape}`);
    await page.click('.verdict-file button');
    await page.setInputFiles('input[type=file]', file(changed(text)));
    await page.locator('.step[data-standing=broken]').waitFor();
    if ((await page.getByText('票据真实').count()) > 0) throw new Error('a changed bundle is called genuine');
    await look(page, `02-broken-${shape}`);
    await page.click('.verdict-file button');
    await fill(page, paper, 'ffffff');
    await expecting(async () => {
      await page.locator('.elements button[type=submit]').click();
      await page.locator('.notice-bad').waitFor();
    });
    await fill(page, paper, paper.checkCode);
    await page.locator('.elements button[type=submit]').click();
    await page.locator('.found').waitFor();
    await look(page, `03-found-${shape}`);
    say(`verified on the ${shape}`);
    await page.context().close();
  }
});

/** One bit of the first disclosed line of the bill. */
function changed(text) {
  const parts = JSON.parse(text);
  const disclosures = parts.document.split('~');
  const bytes = Buffer.from(disclosures[1], 'base64url');
  bytes[bytes.length - 4] ^= 1;
  disclosures[1] = bytes.toString('base64url');
  return JSON.stringify({ ...parts, document: disclosures.join('~') });
}

async function fill(page, paper, checkCode) {
  await page.fill('[name=code]', paper.code);
  await page.fill('[name=number]', paper.number);
  await page.fill('[name=checkCode]', checkCode);
  await page.fill('[name=issueDate]', paper.day);
  await page.fill('[name=total]', (paper.totalFen / 100).toFixed(2));
}
