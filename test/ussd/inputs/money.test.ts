import { describe, expect, test } from 'vitest';
import { amount } from '../../../ussd/inputs/money.ts';
import { normalizeAnswer } from '../../../ussd/inputs/parser.ts';

const shillings = amount('KES');

describe('an amount', () => {
  test.each([
    ['5000', 5_000_00n],
    ['1,000', 1_000_00n],
    ['1 000', 1_000_00n],
    ['1,000,000.50', 1_000_000_50n],
    ['1000.50', 1_000_50n],
    ['1000.5', 1_000_50n],
    ['0.50', 50n],
    ['5000#', 5_000_00n],
    [' 5000 ', 5_000_00n],
    ['٥٠٠٠', 5_000_00n],
    ['٥٬٠٠٠٫٥٠', 5_000_50n],
    ['５，０００', 5_000_00n],
    ['1\u00a0000', 1_000_00n],
    ['500.', 500_00n],
    ['.50', 50n],
  ])('%j is %d cents', (typed, minor) => {
    expect(shillings(normalizeAnswer(typed))).toEqual({ value: { minor, currency: 'KES' } });
  });

  test.each([
    ['0', 'amount_not_positive'],
    ['00', 'not_an_amount'],
    ['0.00', 'amount_not_positive'],
    ['-5', 'amount_not_positive'],
    ['-1,000', 'amount_not_positive'],
    ['1e3', 'not_an_amount'],
    ['', 'not_an_amount'],
    ['five', 'not_an_amount'],
    ['0x10', 'not_an_amount'],
    ['1,00', 'not_an_amount'],
    ['1,0000', 'not_an_amount'],
    ['1000,000', 'not_an_amount'],
    ['1.000.000', 'not_an_amount'],
    ['.', 'not_an_amount'],
    ['2.500', 'amount_too_fine'],
    ['2500/=', 'not_an_amount'],
    ['Ksh2500', 'not_an_amount'],
    ['0711987654', 'not_an_amount'],
    ['Infinity', 'not_an_amount'],
    ['10.005', 'amount_too_fine'],
    ['9'.repeat(40), 'amount_too_long'],
  ])('%j is refused: %s', (typed, complaint) => {
    expect(shillings(normalizeAnswer(typed))).toEqual({ complaint });
  });
});

test('a dot groups thousands where the currency has no decimals', () => {
  const francs = amount('XOF');
  expect(francs('10.000')).toEqual({ value: { minor: 10_000n, currency: 'XOF' } });
  expect(francs('1.000.000')).toEqual({ value: { minor: 1_000_000n, currency: 'XOF' } });
  expect(francs('10.00')).toEqual({ complaint: 'amount_too_fine' });
  expect(francs('10.0000')).toEqual({ complaint: 'amount_too_fine' });
});
