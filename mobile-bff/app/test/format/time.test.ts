import { expect, test } from 'vitest';
import { dateOf, day, month } from '../../src/format/time';

test('an instant falls on the day that it is at the hospitals', () => {
  expect(dateOf('2026-11-25T16:00:00Z')).toBe('2026-11-26');
  expect(dateOf('2026-11-25T15:59:59Z')).toBe('2026-11-25');
});

test('a calendar date does not move with the time zone of the reader', () => {
  expect(day('2026-11-26', 'zh-CN')).toBe('2026年11月26日');
  expect(month('2026-11-01', 'en')).toBe('November 2026');
});

test('what is no date is shown as it came', () => {
  expect(day('soon', 'en')).toBe('soon');
});
