/** Parses the amounts that people type. */
import { readAmount } from '../../core/amount.ts';
import type { Currency, Money } from '../../core/money.ts';
import type { Parser } from './parser.ts';

export function amount(currency: Currency): Parser<Money> {
  return (typed) => readAmount(typed, currency);
}
