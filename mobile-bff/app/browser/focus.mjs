// Whoever goes through a page by keyboard sees where they are: the bars at the top and the foot cover nothing that has
// the focus, and what has it looks as nothing does without it.

/** What of the next `most` places of the focus is covered by something else. */
export async function covered(page, most) {
  const found = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) return null;
      const { left, top, width, height } = focused.getBoundingClientRect();
      const above = document.elementFromPoint(left + width / 2, top + height / 2);
      const seen = above !== null && (focused.contains(above) || above.contains(focused));
      return { seen, what: `${focused.tagName} ${(focused.getAttribute('aria-label') ?? focused.textContent ?? '').slice(0, 30)}` };
    });
    if (place === null) break;
    if (!place.seen) found.push(place.what);
  }
  return found;
}

/** Whether what has the focus looks otherwise than without it: a shadow or a border that it always has says nothing. */
export async function seen(page) {
  const focused = await page.evaluateHandle(() => document.activeElement);
  const withFocus = await drawn(focused);
  await page.keyboard.press('Shift+Tab');
  const without = await drawn(focused);
  await page.keyboard.press('Tab');
  if (!(await focused.evaluate((element) => element === document.activeElement))) throw new Error('the focus does not come back');
  return withFocus !== without;
}

/** How it is drawn, itself or, where it is not to be seen, its label. */
function drawn(handle) {
  return handle.evaluate((element) =>
    JSON.stringify(
      [element, ...(element.labels ?? [])].map((each) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(each);
        // An outline without a style has a width and a colour all the same.
        return [outlineStyle === 'none' ? '' : `${outlineStyle} ${outlineWidth} ${outlineColor}`, boxShadow, borderColor, backgroundColor];
      }),
    ),
  );
}

/** The control of `seen`: of two buttons put before the page's own stops it sees the focus on the one, not on the silenced one. */
export async function requireUnseenNoticed(page) {
  const controls = await page.evaluateHandle(() => {
    const place = document.createElement('div');
    for (const silenced of [false, true]) {
      const button = document.createElement('button');
      button.textContent = silenced ? 'no focus to be seen' : 'focus to be seen';
      // By the object model: the content policy refuses attributes.
      const looks = { outline: 'none', 'box-shadow': 'none', border: '1px solid black', background: 'white', transition: 'none' };
      if (silenced) for (const [name, value] of Object.entries(looks)) button.style.setProperty(name, value, 'important');
      place.append(button);
    }
    // In front of the rest of the page, where the first stop may be a link that leads past it.
    document.body.prepend(place);
    document.activeElement?.blur();
    return place;
  });
  try {
    for (const [text, wanted] of [['focus to be seen', true], ['no focus to be seen', false]]) {
      await controls.evaluate((place, name) => [...place.children].find((each) => each.textContent === name).focus(), text);
      // Come by key to where it is, so that it is a focus that asks to be shown.
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Tab');
      if ((await seen(page)) !== wanted) throw new Error(`the check of the focus ${wanted ? 'misses one that is seen' : 'takes an unseen one for seen'}`);
    }
  } finally {
    await controls.evaluate((place) => place.remove());
  }
}
