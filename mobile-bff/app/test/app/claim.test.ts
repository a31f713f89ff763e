import { expect, test } from 'vitest';
import { advanced, fraction, shownSteps, toneOf, type Progress } from '../../src/app/claim/steps';
import type { ClaimStep } from '../../src/app/data/shapes';

const step = (n: number, state: string, ended = false): ClaimStep => ({ n, state, at: `2026-11-26T00:00:0${n}Z`, cause: '', statusText: '', amountFen: n > 2 ? 59500 : null, ended });
const begun: Progress = { steps: [{ state: 'SUBMITTED', at: '2026-11-26T00:00:01Z' }], status: 'SUBMITTED', statusText: '', amountFen: null, ended: false };
const along = (...states: string[]) => states.reduce((progress, state, index) => advanced(progress, step(index + 2, state, index === states.length - 1 && ['PAID', 'REFUSED', 'REVIEW'].includes(state))), begun);

test('a step comes once and in order, however often the stream repeats it', () => {
  const once = advanced(begun, step(2, 'VERIFIED'));
  expect(advanced(once, step(2, 'VERIFIED'))).toBe(once);
  expect(advanced(once, step(4, 'PAID'))).toBe(once);
  expect(advanced(once, step(3, 'ADJUDICATED')).amountFen).toBe(59500);
});

test('what is still to come is shown while all goes well', () => {
  const shown = shownSteps(along('VERIFIED', 'ADJUDICATED', 'RESERVING'));
  expect(shown.map(({ state, at }) => (at === null ? `(${state})` : state))).toEqual(['SUBMITTED', 'VERIFIED', 'ADJUDICATED', 'RESERVING', '(COMMITTED)', '(PAYING)', '(PAID_BY_BANK)', '(PAID)']);
});

test('states that were only passed through are left out once they are past', () => {
  const shown = shownSteps(along('VERIFIED', 'ADJUDICATED', 'RESERVING', 'COMMITTED', 'PAYING', 'PAID_BY_BANK', 'SETTLING', 'PAID'));
  expect(shown.map(({ state }) => state)).toEqual(['SUBMITTED', 'VERIFIED', 'ADJUDICATED', 'COMMITTED', 'PAYING', 'PAID_BY_BANK', 'PAID']);
});

test('nothing is promised to a claim that was refused or waits for a person', () => {
  expect(shownSteps(along('VERIFIED', 'REFUSED')).at(-1)?.state).toBe('REFUSED');
  expect(shownSteps(along('REVIEW')).at(-1)?.state).toBe('REVIEW');
  expect(shownSteps(along('VERIFIED', 'ADJUDICATED', 'RESERVING', 'COMMITTED', 'PAYING', 'RELEASING')).at(-1)?.state).toBe('RELEASING');
});

test('the ring grows with the claim and closes when it ends', () => {
  const parts = [begun, along('VERIFIED'), along('VERIFIED', 'ADJUDICATED'), along('VERIFIED', 'REFUSED')].map(fraction);
  expect(parts).toEqual([1 / 7, 2 / 7, 3 / 7, 1]);
  expect(['PAID', 'REFUSED', 'PAYING', 'REVIEW'].map(toneOf)).toEqual(['good', 'bad', 'wait', 'review']);
});
