import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainTyped, withoutSeparators } from '../../core/typed.ts';

test.each([
  ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
  ['۰۱۲', '012'],
  ['०९ ০৯ 𞥐', '09 09 0'],
  ['＋２５４，Ａ', '+254,A'],
  ['\u202a+254\u202c \u200f7', '+254 7'],
  ['1\u00a0000\u202f000\u3000', '1 000 000'],
  ['a–b—c−d', 'a-b-c-d'],
  ['  ñ Ƴ  ', 'ñ Ƴ'],
])('%j is typed plainly as %j', (typed, plain) => {
  expect(plainTyped(typed)).toBe(plain);
});

test('separators are dropped and letters are of one size', () => {
  expect(withoutSeparators(' gha-123 456/789.0 ')).toBe('GHA1234567890');
});

test('what is plain stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(plainTyped(plainTyped(text))).toBe(plainTyped(text));
    }),
  );
});
