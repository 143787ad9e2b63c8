/** Amounts as people type them. On every wire an amount has one spelling, which core/money.ts reads. */
import { type Currency, currencies, type Money, parseMoney } from './money.ts';
import { plainTyped } from './typed.ts';

/** Why a text is not taken for an amount. */
export type AmountFault =
  | 'not_an_amount'
  | 'amount_not_positive'
  | 'amount_too_fine' // more decimals than the currency has
  | 'amount_too_long'; // more digits than any account holds

/**
 * Reads an amount in major units: "5000", "1,000", "1 000.50", "500.". A comma or space counts only where it groups thousands, so
 * that "1,50" is not taken for 150; a dot groups them too in currencies that have no decimals. A leading zero is refused,
 * because it begins a phone number.
 */
export function readAmount(
  typed: string,
  currency: Currency,
): { readonly value: Money } | { readonly complaint: AmountFault } {
  const decimals: number = currencies[currency].minorUnit;
  const text = plainTyped(typed).replaceAll('\u066c', ',').replaceAll('\u066b', '.');
  if (/^- ?\d/.test(text)) return { complaint: 'amount_not_positive' };
  const grouped = decimals === 0 ? /^\d{1,3}([, .]\d{3})+$/ : /^\d{1,3}([, ]\d{3})+(\.\d*)?$/;
  const plain = grouped.test(text) ? text.replace(decimals === 0 ? /[, .]/g : /[, ]/g, '') : text;
  const match = /^(0|[1-9]\d*)?(?:\.(\d*))?$/.exec(plain);
  const [, whole = '', fraction = ''] = match ?? [];
  if (!match || whole + fraction === '') return { complaint: 'not_an_amount' };
  if (fraction.length > decimals) return { complaint: 'amount_too_fine' };
  const value = parseMoney(`${whole || '0'}${fraction && `.${fraction}`}`, currency);
  if (!value) return { complaint: 'amount_too_long' };
  return value.minor > 0n ? { value } : { complaint: 'amount_not_positive' };
}
