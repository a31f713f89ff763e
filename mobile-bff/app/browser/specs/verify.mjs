// Anybody: five elements of a paper, a bundle's file, and the same file with one changed bit in each of its parts.
import { readFileSync } from 'node:fs';
import { barriers } from '../barriers.mjs';
import { desktop, phone, requireFont, visit } from '../visit.mjs';

const mostBytes = 2 << 20;

await visit(async ({ cast, visitor, look, expecting, say }) => {
  const { bundle, paper, name, document } = cast.verify;
  const masked = document.slice(0, 6) + '*'.repeat(document.length - 10) + document.slice(-4);
  const text = readFileSync(bundle, 'utf8');
  for (const [size, shape, give] of [[phone, 'phone', choose], [desktop, 'desktop', drop]]) {
    const page = await visitor(size);
    await page.goto(`${cast.door}/verify`);
    await requireFont(page, 'Noto Sans SC Variable');
    await requireBarriersAreSeen(page);
    await give(page, ' '.repeat(mostBytes + 1));
    await page.locator('.notice-bad').getByText('文件超过 2 MB，不是证明文件。').waitFor();
    await look(page, `00-too-large-${shape}`);
    await give(page, text);
    await page.getByRole('heading', { name: '票据真实' }).waitFor();
    const held = await page.locator('.step[data-standing=ok]').count();
    if (held !== 13) throw new Error(`${held} links hold of a sound bundle`);
    await look(page, `01-valid-${shape}`);
    for (const [i, [link, changed]] of Object.entries(changes(JSON.parse(text))).entries()) {
      await page.click('.verdict-file button');
      await give(page, JSON.stringify(changed));
      await page.getByRole('heading', { name: '票据不可信' }).waitFor();
      const broken = await page.locator('.step[data-standing=broken] .step-title').allInnerTexts();
      if (broken.length !== 1 || !broken[0].startsWith(link)) throw new Error(`a bit of ${link} was changed, and broken is ${broken}`);
      await look(page, `02-broken-${shape}-${i + 1}`);
    }
    await page.click('.verdict-file button');
    await fill(page, paper, 'ffffff');
    await expecting(async () => {
      await page.locator('.elements button[type=submit]').click();
      await page.locator('.notice-bad').waitFor();
    });
    await fill(page, paper, paper.checkCode);
    await page.locator('.elements button[type=submit]').click();
    const found = await page.locator('.found').innerText();
    if (found.includes(name) || found.includes(document)) throw new Error('whose bill it is can be read by anybody');
    if (!found.includes(masked) || !found.includes(`${'*'.repeat(name.length - 1)}${name.at(-1)}`)) throw new Error(`neither masked is shown: ${found}`);
    await look(page, `03-found-${shape}`);
    say(`verified on the ${shape}`);
    await page.context().close();
  }
});

/** What is found on the pages counts only because a page that has something to find is found out. */
async function requireBarriersAreSeen(page) {
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { id: 'planted' })));
  const found = await barriers(page);
  await page.evaluate(() => document.querySelector('#planted').remove());
  if (!found.some((one) => one.startsWith('label: #planted'))) throw new Error(`a field without a name is not found: ${found}`);
}

async function choose(page, text) {
  await page.setInputFiles('input[type=file]', { name: 'bundle.json', mimeType: 'application/json', buffer: Buffer.from(text) });
}

async function drop(page, text) {
  const dataTransfer = await page.evaluateHandle((content) => {
    const dragged = new DataTransfer();
    dragged.items.add(new File([content], 'bundle.json', { type: 'application/json' }));
    return dragged;
  }, text);
  for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('.drop', event, { dataTransfer });
}

/** The bundle with one changed bit, by the link of the chain that has to break. */
function changes(bundle) {
  const [signed, ...disclosures] = bundle.document.split('~');
  const [header, claims, signature] = signed.split('.');
  const last = (bytes) => bytes.length - 4;
  const document = (...parts) => ({ ...bundle, document: parts.join('~') });
  return {
    医院签名: document([header, claims, flipped(signature, 'base64url', last)].join('.'), ...disclosures),
    票据内容: document(signed, flipped(disclosures[0], 'base64url', last), ...disclosures.slice(1)),
    账本收录: { ...bundle, proof: inLine(bundle.proof, /^()([A-Za-z0-9+/]{43}=)$/m, last) },
    // Behind the origin's own signature stand those of its members, the origin with their names.
    成员联署: { ...bundle, proof: inLine(bundle.proof, /^(— \S+\/(?:bureau|agency|insurer|hospital-one) )(\S+)$/m, last) },
  };
}

function inLine(text, wanted, at) {
  return text.replace(wanted, (_, before, encoded) => before + flipped(encoded, 'base64', at));
}

function flipped(text, encoding, at) {
  const bytes = Buffer.from(text, encoding);
  bytes[at(bytes)] ^= 1;
  return bytes.toString(encoding);
}

async function fill(page, paper, checkCode) {
  await page.fill('[name=code]', paper.code);
  await page.fill('[name=number]', paper.number);
  await page.fill('[name=checkCode]', checkCode);
  await page.fill('[name=issueDate]', paper.day);
  await page.fill('[name=total]', (paper.totalFen / 100).toFixed(2));
}
