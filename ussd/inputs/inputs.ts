/** What people type, made into one canonical value or one named complaint. */

import { type Currency, currencies, type Money, parseMoney } from '../../core/money.ts';
import type { NumberPlan } from '../../core/msisdn.ts';
import { type Msisdn, parseMsisdn } from '../../core/msisdn.ts';
import { type AccountNumbers, isAccountNumber } from '../../core/parties/business.ts';

export type Complaint =
  | 'not_an_option'
  | 'not_a_mobile_number'
  | 'not_a_business_number'
  | 'not_an_account_number' // of the biller's
  | 'not_an_amount'
  | 'amount_not_positive'
  | 'amount_too_fine' // more decimals than the currency has
  | 'amount_too_long' // more digits than any account holds
  | 'not_a_pin'
  | 'pin_too_easy'
  | 'not_a_name'
  | 'not_an_id_number'
  | 'not_a_birth_date'
  | 'too_young';

/** Answers that lead about in a conversation, wherever they cannot be what was asked for. */
export const navigationKeys = { more: '98', back: '0', home: '00', language: '99' } as const;

export type NavigationKey = (typeof navigationKeys)[keyof typeof navigationKeys];

/** The keys that each language has a word for; the key of the next language is called as that language is. */
export type LabelledKey = Exclude<NavigationKey, typeof navigationKeys.language>;

type Parsed<T> = { readonly value: T } | { readonly complaint: Complaint };

/** Whether it is what was asked for, though it may not do: nothing is too little, but it is an amount. */
export function isData(parsed: Parsed<unknown>): boolean {
  return 'value' in parsed || parsed.complaint === 'amount_not_positive';
}

/** Gets what `clean` left of an answer. */
export type Parser<T> = (typed: string) => Parsed<T>;

declare const brand: unique symbol;

/** Four digits, as typed. It exists for the length of one effect. */
export type Pin = string & { readonly [brand]: 'Pin' };

export const pin: Parser<Pin> = (typed) =>
  /^\d{4}$/.test(typed) ? { value: typed as Pin } : { complaint: 'not_a_pin' };

export function choice<T>(values: readonly T[]): Parser<T> {
  return (typed) => {
    const index = /^[1-9]\d?$/.test(typed) ? Number(typed) - 1 : -1;
    return index in values ? { value: values[index] as T } : { complaint: 'not_an_option' };
  };
}

export function msisdn(plan: NumberPlan): Parser<Msisdn> {
  return (typed) => {
    const value = parseMsisdn(typed, plan);
    return value ? { value } : { complaint: 'not_a_mobile_number' };
  };
}

/** The number of an agent, a biller or a till. */
export const businessNumber: Parser<string> = (typed) =>
  /^\d{5,7}$/.test(typed) ? { value: typed } : { complaint: 'not_a_business_number' };

/** What a biller's account may be called; letters in upper case. */
export function accountNumber(accounts: AccountNumbers | undefined): Parser<string> {
  return (typed) => {
    const value = typed.toUpperCase();
    return isAccountNumber(value, accounts) ? { value } : { complaint: 'not_an_account_number' };
  };
}

/**
 * Major units: "5000", "1,000", "1 000.50". A comma or space counts only where it groups thousands, so that
 * "1,50" is not taken for 150; a leading zero is refused, because it begins a phone number.
 */
export function amount(currency: Currency): Parser<Money> {
  return (typed) => {
    const plain = /^\d{1,3}([, ]\d{3})+(\.\d+)?$/.test(typed) ? typed.replace(/[, ]/g, '') : typed;
    if (/^-\d/.test(plain)) return { complaint: 'amount_not_positive' };
    const match = /^(?:0|[1-9]\d*)(?:\.(\d+))?$/.exec(plain);
    if (!match) return { complaint: 'not_an_amount' };
    if ((match[1] ?? '').length > currencies[currency]) return { complaint: 'amount_too_fine' };
    const value = parseMoney(plain, currency);
    if (!value) return { complaint: 'amount_too_long' };
    return value.minor > 0n ? { value } : { complaint: 'amount_not_positive' };
  };
}

/** No network carries a longer answer: 160 octets of seven-bit characters. */
const maxAnswerLength = 182;

/**
 * What was meant by what arrived: digits of every script as ASCII, without the "#" that some networks leave
 * at the end, spaces around, and the invisible marks that handsets put around right-to-left text.
 */
export function normalizeAnswer(typed: string): string {
  return [...typed.slice(0, maxAnswerLength)]
    .map(asciiDigit)
    .join('')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[\s#]+$/, '')
    .trim();
}

/** The zeros of scripts in use on handsets: Arabic-Indic, Persian, N'Ko, Devanagari, Bengali, fullwidth, Adlam. */
const zeros = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xff10, 0x1e950];

function asciiDigit(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const zero = zeros.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? char : String(code - zero);
}
