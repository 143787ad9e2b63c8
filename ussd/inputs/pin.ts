/** Parsers of PINs. A PIN has four digits, and a new one must not be easy to guess. */
import { type Msisdn, type NumberPlan, nationalNumber } from '../../core/msisdn.ts';
import type { Parser } from './parser.ts';

declare const brand: unique symbol;

/** Four digits, as typed. A PIN lives only until the next effect has used it. */
export type Pin = string & { readonly [brand]: 'Pin' };

export const pin: Parser<Pin> = (typed) =>
  /^\d{4}$/.test(typed) ? { value: typed as Pin } : { complaint: 'not_a_pin' };

/** Six digits that came by SMS, as typed. */
export type OneTimeCode = string & { readonly [brand]: 'OneTimeCode' };

export const oneTimeCode: Parser<OneTimeCode> = (typed) =>
  /^\d{6}$/.test(typed) ? { value: typed as OneTimeCode } : { complaint: 'not_a_code' };

/** Thieves try these first: any four digits in a row, forwards (1234) or backwards (4321), 9 and 0 being neighbours. */
const row = '0123456789012';
const rowBack = '2109876543210';

/** Refuses a new PIN that follows from its owner's number or, where it is known, birth date (ISO). */
export function newPin(own: Msisdn, plan: NumberPlan, birthDate = ''): Parser<Pin> {
  const national = nationalNumber(own, plan);
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const guesses = [row, rowBack, own, national, year, day + month, month + day];
  return (typed) => {
    const easy = /^(\d)\1{3}$/.test(typed) || guesses.some((guess) => guess.includes(typed));
    const parsed = pin(typed);
    return 'value' in parsed && easy ? { complaint: 'pin_too_easy' } : parsed;
  };
}
