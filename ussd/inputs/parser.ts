/** A parser turns a typed answer into one canonical value, or into one named complaint. */
import type { AmountFault } from '../../core/amount.ts';
import { plainTyped } from '../../core/typed.ts';

/** The reason why an answer cannot be read. Each language has a sentence for each reason. */
export type Complaint =
  | 'not_an_option'
  | 'not_a_mobile_number'
  | 'not_a_business_number'
  | 'not_an_account_number' // the biller has no account with this number
  | AmountFault
  | 'not_a_pin'
  | 'not_a_code' // not the digits of a one-time code
  | 'pin_too_easy'
  | 'not_a_name'
  | 'not_an_id_number'
  | 'not_a_birth_date'
  | 'not_the_birth_date' // the ID number tells another year
  | 'too_young';

export type Parsed<T> = { readonly value: T } | { readonly complaint: Complaint };

/** Parsers receive answers that `normalizeAnswer` has cleaned. */
export type Parser<T> = (typed: string) => Parsed<T>;

/** Reads the number of an option, counted from 1. A menu has at most 99 options. */
export function choice<T>(values: readonly T[]): Parser<T> {
  return (typed) => {
    const index = /^[1-9]\d?$/.test(typed) ? Number(typed) - 1 : -1;
    return index in values ? { value: values[index] as T } : { complaint: 'not_an_option' };
  };
}

/** No network carries a longer answer: 160 octets hold 182 seven-bit characters. */
const maxAnswerLength = 182;

/** Cleans an answer as it arrives, and removes the "#" that some networks leave at the end. */
export function normalizeAnswer(typed: string): string {
  return plainTyped(typed.slice(0, maxAnswerLength)).replace(/[\s#]+$/, '');
}
