import { describe, expect, test } from 'vitest';
import { readBusinessName } from '../../../core/parties/business.ts';

describe('the name of a business', () => {
  test.each([
    ['KARIBU SUPERMARKET', 'KARIBU SUPERMARKET'],
    ['  Mama   Njeri’s Shop ', 'Mama Njeri’s Shop'],
    ['A&B Ltd. (Nairobi)', 'A&B Ltd. (Nairobi)'],
    ['２４ Hours', '24 Hours'],
    ['x'.repeat(40), 'x'.repeat(40)],
  ])('"%s" is read as "%s"', (typed, name) => {
    expect(readBusinessName(typed)).toBe(name);
  });

  test.each(['', ' ', 'X', '-shop', 'a\u0000b', '<script>', 'x'.repeat(41)])(
    '"%s" is none',
    (typed) => {
      expect(readBusinessName(typed)).toBeUndefined();
    },
  );
});
