import { describe, expect, test } from 'vitest';
import { choice, normalizeAnswer } from '../../../ussd/inputs/parser.ts';

describe('a choice', () => {
  const fruit = choice(['mango', 'papaya', undefined]);

  test('counts from 1, and an option may stand for nothing', () => {
    expect(fruit(normalizeAnswer('2#'))).toEqual({ value: 'papaya' });
    expect(fruit('3')).toEqual({ value: undefined });
  });

  test.each(['', '0', '4', '01', '1.', '-1', '1e0', 'mango', '111', 'length'])(
    '%j is not one',
    (typed) => {
      expect(fruit(normalizeAnswer(typed))).toEqual({ complaint: 'not_an_option' });
    },
  );
});

test('an answer longer than a network carries is cut before it is read', () => {
  expect(normalizeAnswer('7'.repeat(100_000))).toHaveLength(182);
});
