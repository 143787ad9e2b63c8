/** The amount that would be allowed in place of one that was refused, so that a payer need not guess. */
import type { Market } from '../markets/market.ts';
import { type Money, money } from '../money.ts';
import { type CustomerPaymentType, type Descriptors, descriptors } from '../payments/types.ts';
import type { Refusal } from '../refusal.ts';
import { type AccountSnapshot, allowedRange } from './check.ts';
import { dailyLimitOf, tierOf } from './limits.ts';
import { largestPriced } from './tariff.ts';

/**
 * The smallest or the largest amount that the same limits allow now; undefined where the refusal is no matter of limits,
 * or where they allow nothing. It never follows from a balance, because no PIN was asked yet: neither from the payer's own
 * nor from what the payee may still receive.
 */
export function allowedAmount(
  refusal: Refusal,
  type: CustomerPaymentType,
  standing: AccountSnapshot,
  market: Market,
  types: Descriptors = descriptors,
): Money | undefined {
  const tier = tierOf(standing.tier, market);
  const { min, max } = allowedRange(type, tier, market);
  const { day, week, month } = standing.sent;
  const daily = dailyLimitOf(tier, standing.dailyLimit);
  const priceOf = types[type].feeBy === 'payee' ? standing.payeeTier : standing.tier;
  const once = least(max, largestPriced(type, priceOf, market));
  const left = {
    month: tier && tier.sending.monthly.amount - month.amount,
    week: tier && tier.sending.weekly.amount - week.amount,
    day: daily === null ? undefined : daily - day.amount,
  };
  const told = (amount: bigint | undefined) =>
    amount !== undefined && amount > 0n && amount >= min
      ? money(amount, market.currency)
      : undefined;
  switch (refusal) {
    case 'amount_too_small':
      return told(min);
    case 'amount_too_large':
      return told(least(once, left.day, left.week, left.month)) ?? told(once);
    case 'daily_limit_exceeded':
      return told(least(once, left.day, left.week, left.month));
    case 'weekly_limit_exceeded':
      return told(least(once, left.week, left.month));
    case 'monthly_limit_exceeded':
      return told(least(once, left.month));
    default:
      return undefined;
  }
}

function least(...amounts: readonly (bigint | undefined)[]): bigint | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length > 0 ? known.reduce((a, b) => (a < b ? a : b)) : undefined;
}
