/** The amounts that the default fraud rules start from, as the market files have them. */
import { markets } from '../markets/index.ts';
import type { Market } from '../markets/market.ts';
import { money, toDecimal } from '../money.ts';

/** A decimal string for each currency that a market has: "1000.00". */
export function usualAmounts(size: keyof Market['usualAmounts']): Record<string, string> {
  const rows = Object.values<Market>(markets).map((market) => {
    const { currency } = market;
    return [currency, toDecimal(money(market.usualAmounts[size], currency))] as const;
  });
  return Object.fromEntries(rows);
}
