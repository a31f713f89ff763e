// A service is away: what was known is shown with its age, and the age goes when the service is back.
import { phone, visit } from '../visit.mjs';

const mostReloads = 400;

await visit(async ({ cast, visitor, look, signIn, expecting, cue, say }) => {
  const { outpatient, phone: number } = cast.away;
  const page = await visitor(phone);
  await page.goto(cast.door);
  await page.getByRole('button', { name: '手机号登录' }).waitFor();
  await signIn(page, number, () => page.getByRole('button', { name: '手机号登录' }).click());
  const invoice = page.locator(`a[href="/invoices/${outpatient.invoiceId}"]`);
  await invoice.waitFor();
  const age = page.locator('.as-of');
  if ((await age.count()) > 0) throw new Error(`old before anything is away: ${await age.innerText()}`);

  await cue('away');
  say('claims are away');
  await expecting(async () => {
    await reloadUntil(page, invoice, async () => (await age.count()) > 0);
    const words = await age.innerText();
    // With the minute at which it was known.
    if (!/^暂时无法更新，以下为 .*\d\d:\d\d 的数据$/.test(words)) throw new Error(`its age reads ${words}`);
    await look(page, '01-with-its-age');
    say(`shown with its age: ${words}`);
    await cue('back');
  });
  say('claims are back');
  await expecting(() => reloadUntil(page, invoice, async () => (await age.count()) === 0));
  await look(page, '02-of-now');
});

/** What is fresh is not asked for anew, and who was away is not asked at once: the page is read until it says so. */
async function reloadUntil(page, shown, settled) {
  for (let i = 0; i < mostReloads; i++) {
    await page.reload();
    await shown.waitFor();
    if (await settled()) return;
  }
  throw new Error(`not so after ${mostReloads} reloads`);
}
