// Whoever goes through a page by keyboard sees where they are: the bars at the top and the foot cover nothing that has the focus.

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
