import { expect, test } from 'vitest';
import { texts as en } from '../../src/texts/app/en';
import { texts as simplified } from '../../src/texts/app/zh-CN';
import { texts as traditional } from '../../src/texts/app/zh-TW';
import { languageOf } from '../../src/texts/language';
import { CHAIN } from '../../src/verifier/verification';

function keys(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => keys(member, `${path}/${key}`));
}

test('every language says everything', () => {
  expect(keys(traditional)).toEqual(keys(simplified));
  expect(keys(en)).toEqual(keys(simplified));
});

test('every link of the chain has its words', () => {
  for (const texts of [simplified, traditional, en]) expect(Object.keys(texts.verification.checks)).toEqual([...CHAIN]);
});

test('a language of a browser is one of the pages, or none', () => {
  expect(['zh', 'zh-Hans-SG', 'zh-Hant-HK', 'zh-MO', 'en-GB', 'fr'].map(languageOf)).toEqual(['zh-CN', 'zh-CN', 'zh-TW', 'zh-TW', 'en', null]);
});
