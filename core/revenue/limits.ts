/** What a tier allows on either side of a payment, and what of it is used. Only amounts count, not fees. */
import type { Limits, LimitWindow, Market, Tier } from '../markets/market.ts';
import type { Refusal } from '../refusal.ts';

/** What payments of one account and one direction came to, reserved ones among them. */
export interface Usage {
  readonly amount: bigint;
  readonly count: number;
}

/** The same in the windows that hold today. */
export interface LimitUsage {
  readonly day: Usage;
  readonly week: Usage;
  readonly month: Usage;
}

/** Of who has no limits. A tier that the market does not have is a bug, and must not be taken for no limits. */
export function tierOf(tier: number | null, { tiers }: Market): Tier | undefined {
  if (tier === null) return undefined;
  const found = tiers[tier];
  if (!found) throw new RangeError('a tier that the market does not have');
  return found;
}

/** The lower of the tier's limit and the account's own (minor units); null where there is neither. */
export function dailyLimitOf(tier: Tier | undefined, own: bigint | null): bigint | null {
  const most = tier?.sending.daily.amount ?? null;
  if (most === null || own === null) return most ?? own;
  return most < own ? most : own;
}

/** Why a payer may not send this amount after what they sent already. Amounts come before counts. */
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
  if (isTooMuch(amount, sent.week, weekly)) return 'weekly_limit_exceeded';
  if (isTooMuch(amount, sent.month, monthly)) return 'monthly_limit_exceeded';
  return isOneTooMany(sent, tier.sending) ? 'too_many_payments' : undefined;
}

/**
 * Whether a payee may not be paid this amount after what they received already. `left` is the balance that they would
 * have then: a fee that they pay is not in it.
 */
export function exceedsReceiveLimits(
  amount: bigint,
  left: bigint,
  received: LimitUsage,
  { balanceCap, receiving }: Tier,
): boolean {
  const { minPayment, maxPayment, daily, weekly, monthly } = receiving;
  return (
    amount < minPayment ||
    amount > maxPayment ||
    left > balanceCap ||
    isTooMuch(amount, received.day, daily) ||
    isTooMuch(amount, received.week, weekly) ||
    isTooMuch(amount, received.month, monthly) ||
    isOneTooMany(received, receiving)
  );
}

function isTooMuch(amount: bigint, used: Usage, most: LimitWindow): boolean {
  return used.amount + amount > most.amount;
}

function isOneTooMany(
  { day, week, month }: LimitUsage,
  { daily, weekly, monthly }: Limits,
): boolean {
  return day.count >= daily.count || week.count >= weekly.count || month.count >= monthly.count;
}
