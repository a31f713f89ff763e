import { expect, test } from 'vitest';
import { hrefOf, routeOf } from '../../src/payers/route';
import { age, fenOf, wordsOf } from '../../src/payers/words';
import { Problem, Unreachable } from '../../src/session';
import { texts } from '../../src/texts/payers/en';

test('amounts are read to the fen or not at all', () => {
  expect(fenOf('595')).toBe(59_500);
  expect(fenOf('1,284.5')).toBe(128_450);
  expect(fenOf('￥０.０１')).toBe(1);
  for (const wrong of ['', '0', '-1', '1.234', '1e3', 'x', '9999999999999']) expect(fenOf(wrong)).toBeNull();
});

test('an age is said in its largest unit', () => {
  const now = Date.parse('2026-11-26T12:00:00Z');
  expect(age('2026-11-26T11:59:30Z', now, texts)).toBe('0 min');
  expect(age('2026-11-25T06:00:00Z', now, texts)).toBe('30 h');
  expect(age('2026-11-23T06:00:00Z', now, texts)).toBe('3 days');
  expect(age('2026-11-27T06:00:00Z', now, texts)).toBe('0 min');
});

test('the address says which list and which claim are shown', () => {
  const claimId = 'c'.repeat(32);
  expect(routeOf('')).toEqual({ list: 'queue', claimId: null });
  expect(routeOf(hrefOf({ list: 'claims', claimId }))).toEqual({ list: 'claims', claimId });
  expect(routeOf('#/claims/../x')).toEqual({ list: 'queue', claimId: null });
});

test('a refusal has the page’s words, else the server’s, else those of its status', () => {
  expect(wordsOf(new Unreachable(), texts).title).toBe('No connection');
  expect(wordsOf(new Problem(409, 'OWN_PROPOSAL', 'x', 'y', false), texts).title).toBe('Another person has to confirm');
  expect(wordsOf(new Problem(422, 'NEW', 'Own title', 'Own detail', false), texts)).toMatchObject({
    title: 'Own title',
    detail: 'Own detail',
  });
  expect(wordsOf(new Problem(503, 'HTTP_503', '', '', true), texts).title).toBe('Not available now');
});
