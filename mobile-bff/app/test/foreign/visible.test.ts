import { expect, test } from 'vitest';
import { isolated, visible } from '../../src/foreign/visible';

test.each([
  ['示范\u202e院医\u202c', '示范[U+202E]院医[U+202C]'],
  ['a\u200bb', 'a[U+200B]b'],
  ['a\u200b\u200b\u200bb', 'a[U+200B×3]b'],
  ['\u2066x\u2069', '[U+2066]x[U+2069]'],
  ['x\u{e0041}\u{e0042}', 'x[U+E0041][U+E0042]'],
  ['a\u0000\u001b[31m', 'a[U+0000][U+001B][31m'],
  ['\u3164', '[U+3164]'],
  ['\ufeffx\u00ad', '[U+FEFF]x[U+00AD]'],
])('what nobody would see is written out: %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each(['示范第一医院', '样云远', 'Ärztehaus 7', 'مستشفى', '辻\u{e0100}', '♥\ufe0f', '👍🏽'])('%s is shown as it is', (text) => {
  expect(visible(text)).toBe(text);
});

test('lines and tabs are spaces', () => {
  expect(visible('a\r\n\tb')).toBe('a b');
});

test('within a sentence a foreign text moves nothing beside it', () => {
  expect(isolated('مستشفى\u202e')).toBe('\u2068مستشفى[U+202E]\u2069');
});
