import { describe, expect, test } from 'vitest';
import { fits, fitted, measure } from '../../../ussd/screen/gsm7.ts';

describe('measuring', () => {
  test('characters of the GSM-7 alphabet cost one septet, those of its extension two', () => {
    expect(measure('Ksh 5,000.00 @é£Ω')).toEqual({ encoding: 'GSM-7', length: 17 });
    expect(measure('^{}[]~\\|€\f')).toEqual({ encoding: 'GSM-7', length: 20 });
  });

  test('one other character makes the whole message UCS-2', () => {
    expect(measure('Gĩthongo')).toEqual({ encoding: 'UCS-2', length: 8 });
    expect(measure('😀')).toEqual({ encoding: 'UCS-2', length: 2 });
    expect(measure('a`')).toEqual({ encoding: 'UCS-2', length: 2 });
  });

  test('UCS-2 holds half as much, a prefix included, and never more than 80', () => {
    expect(fits('ĩ'.repeat(76), 156)).toBe(true);
    expect(fits('ĩ'.repeat(77), 156)).toBe(false);
    expect(fits('ĩ'.repeat(77), 184)).toBe(false);
    expect(fits('ĩ'.repeat(46), 96)).toBe(true);
    expect(fits('ĩ'.repeat(47), 96)).toBe(false);
  });
});

describe('cutting', () => {
  test('leaves alone what fits', () => {
    expect(fitted('a'.repeat(160), 160)).toBe('a'.repeat(160));
  });

  test('cuts after a whole word', () => {
    expect(fitted('one two three', 10)).toBe('one two');
    expect(fitted('one two three', 7)).toBe('one two');
    expect(fitted('one two three', 8)).toBe('one two');
    expect(fitted('onetwothree', 5)).toBe('onetw');
  });

  test('never splits an option', () => {
    const menu = 'Title\n1. Send money\n2. My own account';
    expect(fitted(menu, 30)).toBe('Title\n1. Send money');
    expect(fitted(menu, 19)).toBe('Title\n1. Send money');
    expect(fitted(menu, 18)).toBe('Title');
  });

  test('counts in the encoding of the whole, and never splits a character', () => {
    expect(fitted('€€€€ €€€€', 10)).toBe('€€€€');
    expect(fitted('😀😀😀', 12)).toBe('😀😀');
  });
});
