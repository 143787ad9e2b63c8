/** Formats amounts as people in a market write them. */
import { formatDigits, type Money } from '../money.ts';
import type { Market } from './market.ts';

/** "Ksh5,000.00", "5 000 FCFA". */
export function formatAmount(amount: Money, market: Market): string {
  const { symbol, symbolAt, separator } = market;
  const digits = formatDigits(amount, separator);
  return symbolAt === 'front' ? symbol + digits : `${digits} ${symbol}`;
}
