import { expect, it } from 'vitest';
import { ago, invoiceNumber, lasting, moment, money, shortened, thousands } from '../src/format';
import { en } from '../src/texts/en';

it('writes an amount with its currency', () => {
  expect([0n, 5n, 66_500n, 126_000_000n, -1n].map(money)).toEqual(['¥0.00', '¥0.05', '¥665.00', '¥1,260,000.00', '-¥0.01']);
});

it('writes numbers, digests and ids', () => {
  expect([0, 999, 1_000, 1_234_567].map(thousands)).toEqual(['0', '999', '1,000', '1,234,567']);
  expect(shortened('0123456789abcdef0123456789abcdef')).toBe('0123456789…abcdef');
  expect(invoiceNumber(7n)).toBe('000000000000000007');
});

it('writes how long ago something was, and never in the future', () => {
  expect([-5, 59, 61, 3_700, 200_000].map((seconds) => lasting(seconds * 1000, en))).toEqual(['0 s', '59 s', '1 min', '1 h', '2 days']);
  expect(ago(1_000, 2_000, en)).toBe('just now');
  expect(ago(1_000, 11_000, en)).toBe('10 s ago');
});

it('leaves a time that no calendar has as it is', () => {
  expect(moment(9e15, 'en')).toBe('9000000000000000');
});
