import { expect, test } from 'vitest';
import { languages } from '../../src/texts/language';
import { loadTexts as loadPayers } from '../../src/texts/payers';
import { loadTexts as loadVerify } from '../../src/texts/verify';

/** The paths of all texts, without what they say. */
function paths(value: unknown, at = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${at} ${typeof value}`];
  return Object.entries(value)
    .flatMap(([name, each]) => paths(each, `${at}/${name}`))
    .sort();
}

test.each([
  ['the public verification page', loadVerify],
  ['the payers’ page', loadPayers],
])('%s says the same things in each language', async (_page, load) => {
  const [first, ...others] = await Promise.all(languages.map(async (language) => paths(await load(language))));
  for (const other of others) expect(other).toEqual(first);
});
