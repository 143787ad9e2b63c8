/** Checks a tier's limits on both sides of a payment against their usage. Amounts count, fees do not. */
import type { Limits, LimitWindow, Market, Tier } from '../markets/market.ts';
import type { Refusal } from '../refusal.ts';

/** The sum and number of an account's payments in one direction, reserved ones included. */
export interface Usage {
  readonly amount: bigint;
  readonly count: number;
}

/** The usage of the current day, week and month. */
export interface LimitUsage {
  readonly day: Usage;
  readonly week: Usage;
  readonly month: Usage;
}

/** The tier of this number; undefined for null, which means no limits. Throws a RangeError for an unknown one, a bug. */
export function tierOf(tier: number | null, { tiers }: Market): Tier | undefined {
  if (tier === null) return undefined;
  const found = tiers[tier];
  if (!found) throw new RangeError('a tier that the market does not have');
  return found;
}

/** The lower of the tier's limit and the account's own (minor units); null if there is neither. */
export function dailyLimitOf(tier: Tier | undefined, own: bigint | null): bigint | null {
  const tierLimit = tier?.sending.daily.amount ?? null;
  if (tierLimit === null || own === null) return tierLimit ?? own;
  return tierLimit < own ? tierLimit : own;
}

/** The sending limit that this amount would exceed, or undefined. Limits of amounts come before those of counts. */
export function sendLimitRefusal(
  amount: bigint,
  sent: LimitUsage,
  tier: Tier | undefined,
  ownDailyLimit: bigint | null,
): Refusal | undefined {
  const daily = dailyLimitOf(tier, ownDailyLimit);
  if (daily !== null && sent.day.amount + amount > daily) return 'daily_limit_exceeded';
  if (!tier) return undefined;
  const { weekly, monthly } = tier.sending;
  if (exceeds(amount, sent.week, weekly)) return 'weekly_limit_exceeded';
  if (exceeds(amount, sent.month, monthly)) return 'monthly_limit_exceeded';
  return hasMaxCount(sent, tier.sending) ? 'too_many_payments' : undefined;
}

/**
 * True if this amount would exceed one of the payee's receiving limits. `balanceAfter` is the payee's balance after the
 * payment, less the fee if the payee pays it.
 */
export function exceedsReceiveLimits(
  amount: bigint,
  balanceAfter: bigint,
  received: LimitUsage,
  { balanceCap, receiving }: Tier,
): boolean {
  const { minPayment, maxPayment, daily, weekly, monthly } = receiving;
  return (
    amount < minPayment ||
    amount > maxPayment ||
    balanceAfter > balanceCap ||
    exceeds(amount, received.day, daily) ||
    exceeds(amount, received.week, weekly) ||
    exceeds(amount, received.month, monthly) ||
    hasMaxCount(received, receiving)
  );
}

function exceeds(amount: bigint, used: Usage, limit: LimitWindow): boolean {
  return used.amount + amount > limit.amount;
}

/** True if the number of payments is already the highest allowed. */
function hasMaxCount(
  { day, week, month }: LimitUsage,
  { daily, weekly, monthly }: Limits,
): boolean {
  return day.count >= daily.count || week.count >= weekly.count || month.count >= monthly.count;
}
