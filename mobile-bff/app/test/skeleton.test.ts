import { expect, test } from 'vitest';
import { verifyBundle } from '../src/verifier';

test('the verifier is named by one function', () => {
  expect(typeof verifyBundle).toBe('function');
});
