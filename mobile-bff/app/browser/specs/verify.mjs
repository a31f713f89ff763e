// Anybody with a paper or its proof, signed in to nothing.
import { readFileSync } from 'node:fs';
import { desktop, phone, spec } from './frame.mjs';

const file = (bytes) => ({ name: 'bundle.json', mimeType: 'application/json', buffer: bytes });

/** One bit of the document is another; the file is still JSON. */
function withOneBitChanged(bytes) {
  const changed = Buffer.from(bytes);
  const text = changed.toString('latin1');
  const start = text.indexOf('"', text.indexOf('"document"') + '"document"'.length) + 1;
  const end = text.indexOf('"', start);
  changed[start + ((end - start) >> 1)] ^= 1;
  return changed;
}

await spec('verify', async ({ told, visitor, look, check }) => {
  const page = await visitor(desktop);
  await page.goto(`${told.origin}/verify`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await look(page, 'empty', { touch: false });
  for (const [name, value] of Object.entries(told.elements)) await page.fill(`[name=${name}]`, value);
  await page.click('form button[type=submit]');
  await page.locator('.found').waitFor();
  const found = await page.locator('.found').innerText();
  check('the paper is valid', found.includes('票据有效'));
  check('the payer is masked', !found.includes(told.payerName) && found.includes('*'));
  check('the total is that of the paper', found.replaceAll(',', '').includes(told.elements.total));
  await look(page, 'found', { touch: false });

  const proof = readFileSync(told.bundle);
  await page.setInputFiles('input[type=file] >> nth=0', file(proof));
  await page.locator('.verdict-banner[data-standing=ok]').waitFor();
  check('each of twelve links holds', (await page.locator('.step[data-standing=ok]').count()) === 12);
  await look(page, 'valid', { touch: false });
  await page.click('.verdict-file button');
  await page.setInputFiles('input[type=file] >> nth=0', file(withOneBitChanged(proof)));
  await page.locator('.verdict-banner[data-standing=broken]').waitFor();
  check('one link is broken', (await page.locator('.step[data-standing=broken]').count()) === 1);
  await look(page, 'broken', { touch: false });
  await page.context().close();

  const small = await visitor(phone);
  await small.goto(`${told.origin}/verify`);
  await small.setInputFiles('input[type=file] >> nth=0', file(proof));
  await small.locator('.verdict-banner[data-standing=ok]').waitFor();
  await look(small, 'valid-on-a-phone', { touch: false });
});
