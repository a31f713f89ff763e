// The phones that there are not: their messages, read on the sandbox's page.

/** Who reads a phone's messages: `next()` is the code of the first that comes after this call. */
export async function messagesOf(browser, told, number) {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  const rows = page.locator('li').filter({ has: page.locator('b', { hasText: number }) });
  await page.goto(told.messages);
  const known = await rows.count();
  return {
    async next() {
      await page.reload();
      // The page asks for itself again until the message is there.
      await rows.nth(known).waitFor();
      const text = await rows.first().innerText();
      await context.close();
      return /验证码为 (\d{6})/.exec(text)[1];
    },
  };
}

/** From the authorization server's first page to where the client's own page is again. `look` is called on both pages. */
export async function enterCode(browser, told, page, number, look = async () => undefined) {
  const messages = await messagesOf(browser, told, number);
  await page.getByLabel('手机号').waitFor();
  await look(page, 'sign-in-number');
  await page.getByLabel('手机号').fill(number);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByLabel('6 位验证码').waitFor();
  await look(page, 'sign-in-code');
  await page.getByLabel('6 位验证码').fill(await messages.next());
  await page.getByRole('button', { name: '登录', exact: true }).click();
}
