import { expect, test } from 'vitest';
import claims from '../../../../claims-service/server/src/main/resources/messages.properties?raw';
import own from '../../../src/main/resources/messages.properties?raw';
import { languages } from '../../src/texts/language';
import { loadTexts as loadApp } from '../../src/texts/app';
import { loadTexts as loadPayers } from '../../src/texts/payers';

const codes = (properties: string) => [...properties.matchAll(/^problem\.(\w+)\.title=/gm)].map(([, code = '']) => code);
/** What payers' own programs meet, and nobody on a page. */
const programs = /^(?:PLAN_|OPENING_|CLAIM_NOT_AT_BANK)/;

test('every problem that a person can meet has words of the pages, in each language', async () => {
  const met = [...codes(own), ...codes(claims)].filter((code) => !programs.test(code));
  expect(met.length).toBeGreaterThan(20);
  for (const language of languages) {
    const [app, payers] = await Promise.all([loadApp(language), loadPayers(language)]);
    expect(met.filter((code) => app.problems[code] === undefined && payers.problems[code] === undefined), language).toEqual([]);
  }
});
