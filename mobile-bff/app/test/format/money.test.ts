import { describe, expect, test } from 'vitest';
import { capitals, grouped, yuan } from '../../src/format/money';

describe('money', () => {
  test('fen are written as yuan with two decimals', () => {
    expect([0, 5, 126000, 6800000, -3405, 123456789].map(yuan)).toEqual(['0.00', '0.05', '1,260.00', '68,000.00', '-34.05', '1,234,567.89']);
  });

  test('what is no whole number of fen is not shown as money', () => {
    expect(yuan(0.5)).toBe('—');
    expect(yuan(Number.NaN)).toBe('—');
  });

  test('a decimal text is grouped and otherwise left alone', () => {
    expect(['1260.00', '68000.00', '3000000.00', '70%', '-1260.5'].map(grouped)).toEqual(['1,260.00', '68,000.00', '3,000,000.00', '70%', '-1,260.5']);
  });

  test.each([
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角整'],
    [126000, '壹仟贰佰陆拾元整'],
    [6800000, '陆万捌仟元整'],
    [1741005, '壹万柒仟肆佰壹拾元零伍分'],
    [100000, '壹仟元整'],
    [100100, '壹仟零壹元整'],
    [1000100, '壹万零壹元整'],
    [10000000, '壹拾万元整'],
    [1000000001, '壹仟万元零壹分'],
    [10000000000, '壹亿元整'],
    [10001000000, '壹亿零壹万元整'],
    [3405, '叁拾肆元零伍分'],
    [3450, '叁拾肆元伍角整'],
  ])('%i fen in capitals is %s', (fen, words) => {
    expect(capitals(fen)).toBe(words);
  });
});
