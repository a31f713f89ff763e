import { expect, test } from 'vitest';
import { chain as en } from '../../src/texts/chain/en';
import { chain as simplified } from '../../src/texts/chain/zh-CN';
import { chain as traditional } from '../../src/texts/chain/zh-TW';

const sources = import.meta.glob<string>(['../../src/verifier/*.ts', '../../src/app/invoice/*.ts*'], { query: '?raw', import: 'default', eager: true });
const text = Object.values(sources).join('\n');
const codes = [
  ...[...text.matchAll(/(?:Broken|Unable|orBroken)\(\s*'([A-Z0-9_]+)'/g)].map(([, code = '']) => code),
  ...[...text.matchAll(/problem: '([A-Z0-9_]+)'/g)].map(([, code = '']) => code),
  ...[...text.matchAll(/'([A-Z]+_[A-Z_]*(?:FORMAT|MALFORMED|DIFFERS|UNTRUSTED))'/g)].map(([, code = '']) => code),
];

test('whatever breaks a chain, or leaves it open, has words in each language', () => {
  expect(new Set(codes).size).toBeGreaterThan(25);
  for (const words of [simplified, traditional, en]) {
    expect([...new Set(codes)].filter((code) => words.broken[code] === undefined)).toEqual([]);
    expect(Object.keys(words.broken)).toEqual(Object.keys(simplified.broken));
    expect(Object.keys(words.details)).toEqual(Object.keys(simplified.details));
  }
});
