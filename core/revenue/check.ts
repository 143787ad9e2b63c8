/** The revenue check: tier, daily limit, balance and fee. It advises; `reserve` enforces, under the lock. */
import type { Market } from '../market.ts';
import { addMoney, type Money, money } from '../money.ts';
import type { PaymentRequest, RevenueAnswer } from '../payment.ts';
import type { Refusal } from '../refusal.ts';

export type AccountStatus = 'active' | 'frozen' | 'closed';

/** How a payer stands, without the payment in question. Limits are null for accounts that have none. */
export interface Standing {
  readonly balance: bigint;
  readonly available: bigint;
  readonly dailyLimit: bigint | null;
  readonly dailyUsed: bigint;
  readonly tier: number | null;
  readonly payerStatus: AccountStatus;
  readonly payeeStatus: AccountStatus | null;
  readonly sameCurrency: boolean;
}

export function checkRevenue(
  request: PaymentRequest,
  standing: Standing,
  market: Market,
): RevenueAnswer {
  const { currency } = market;
  const refusal = refusalFor(request.amount, request.fee, standing, market);
  const total = addMoney(request.amount, request.fee);
  return {
    decision: refusal ? 'declined' : 'approved',
    ...(refusal && { refusal }),
    fee: request.fee,
    balance: money(standing.balance, currency),
    dailyLimit: money(standing.dailyLimit ?? 0n, currency),
    dailyUsed: money(standing.dailyUsed, currency),
    remaining: money(standing.balance - total.minor, currency),
  };
}

/**
 * Why this payer may not send this, in the order of the refusals' list, or undefined. No fee means that the tariff
 * has no price for such an amount.
 */
export function refusalFor(
  amount: Money,
  fee: Money | undefined,
  standing: Standing,
  market: Market,
): Refusal | undefined {
  if (!standing.sameCurrency) return 'currency_mismatch';
  if (standing.payeeStatus === null) return 'recipient_not_found';
  if (standing.payerStatus !== 'active') return 'payer_unavailable';
  if (standing.payeeStatus === 'closed') return 'recipient_unavailable';
  const tier = standing.tier === null ? undefined : market.tiers[standing.tier];
  if (tier && amount.minor < tier.smallestPayment) return 'amount_too_small';
  if (!fee || (tier && amount.minor > tier.largestPayment)) return 'amount_too_large';
  if (standing.dailyLimit !== null && standing.dailyUsed + amount.minor > standing.dailyLimit) {
    return 'daily_limit_exceeded';
  }
  return amount.minor + fee.minor > standing.available ? 'insufficient_funds' : undefined;
}
