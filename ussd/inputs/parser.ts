/** A parser turns a typed answer into one canonical value, or into one named complaint. */

/** The reason why an answer cannot be read. Each language has a sentence for each reason. */
export type Complaint =
  | 'not_an_option'
  | 'not_a_mobile_number'
  | 'not_a_business_number'
  | 'not_an_account_number' // the biller has no account with this number
  | 'not_an_amount'
  | 'amount_not_positive'
  | 'amount_too_fine' // more decimals than the currency has
  | 'amount_too_long' // more digits than any account holds
  | 'not_a_pin'
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

/**
 * Cleans an answer as it arrives: digits of every script become ASCII, and the "#" that some networks leave at the end,
 * outer spaces, and the invisible marks that handsets put around right-to-left text are removed.
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
