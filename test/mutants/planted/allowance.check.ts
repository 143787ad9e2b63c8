/** Has a gap on purpose: nobody spends exactly all. */
import { expect, test } from 'vitest';
import { leftOf } from './allowance.ts';

test('what is left is what was not spent', () => {
  expect(leftOf(10, 4)).toBe(6);
  expect(leftOf(10, 12)).toBe(0);
});
