/** Parses the amounts that people type. */
import { type Currency, currencies, type Money, parseMoney } from '../../core/money.ts';
import type { Parser } from './parser.ts';

/**
 * Reads an amount in major units: "5000", "1,000", "1 000.50". A comma or space counts only where it groups thousands, so
 * that "1,50" is not taken for 150; a leading zero is refused, because it begins a phone number.
 */
export function amount(currency: Currency): Parser<Money> {
  return (typed) => {
    const plain = /^\d{1,3}([, ]\d{3})+(\.\d+)?$/.test(typed) ? typed.replace(/[, ]/g, '') : typed;
    if (/^-\d/.test(plain)) return { complaint: 'amount_not_positive' };
    const match = /^(?:0|[1-9]\d*)(?:\.(\d+))?$/.exec(plain);
    if (!match) return { complaint: 'not_an_amount' };
    if ((match[1] ?? '').length > currencies[currency].minorUnit)
      return { complaint: 'amount_too_fine' };
    const value = parseMoney(plain, currency);
    if (!value) return { complaint: 'amount_too_long' };
    return value.minor > 0n ? { value } : { complaint: 'amount_not_positive' };
  };
}
