import { expect, test } from 'vitest';
import { Fraction, parseJson } from '../../src/verifier/json';

test('whole numbers keep every digit, fractions their text', () => {
  expect(parseJson('[12345678901234567890, -1, 0]')).toEqual([12345678901234567890n, -1n, 0n]);
  expect(parseJson('1.0')).toEqual(new Fraction('1.0'));
  expect(parseJson('1e2')).toEqual(new Fraction('1e2'));
});

test('names, escapes and nesting are read as JSON.parse reads them', () => {
  const text = ' {"a\\u0041\\n":[true,false,null,"\\"\\\\\\/"],"票":{}} ';
  expect(parseJson(text)).toEqual(
    new Map<string, unknown>([
      ['aA\n', [true, false, null, '"\\/']],
      ['票', new Map()],
    ]),
  );
});

test.each([
  '', '{', '{"a":1,"a":2}', '[1,]', '{"a":1,}', '01', '+1', '.5', '1.', 'nul', '"\u0001"', '"\\x"', '"\\u12"', '"', '"\\"', '1 2',
  '{a:1}', "'a'", '\uFEFF1', 'NaN', '[1 2]', '{"a" 1}', '['.repeat(600),
])('refuses %j', (text) => {
  expect(() => parseJson(text)).toThrow();
});
