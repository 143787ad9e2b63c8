/** The revenue check looks at both sides' limits, the balance and the fee. It advises; `reserve` enforces, under the lock. */

import { type AccountKind, type AccountStatus, mayReceive } from '../account.ts';
import type { AmountRange, Market, Tier } from '../markets/market.ts';
import { addMoney, type Money, money } from '../money.ts';
import { vouchedMsisdn } from '../msisdn.ts';
import { type AccountNumbers, isAccountNumber } from '../parties/business.ts';
import { feeExceedsAmount, payeeFee, payerFee } from '../payments/fee.ts';
import type { PaymentRequest } from '../payments/request.ts';
import {
  type CustomerPaymentType,
  type Descriptors,
  descriptors,
  type PaymentDescriptor,
  type PaymentType,
} from '../payments/types.ts';
import type { Refusal } from '../refusal.ts';
import {
  dailyLimitOf,
  exceedsReceiveLimits,
  type LimitUsage,
  sendLimitRefusal,
  tierOf,
} from './limits.ts';

/** Both accounts as they are without the payment in question. */
export interface AccountSnapshot {
  readonly balance: bigint;
  readonly available: bigint;
  /** The account's own daily limit, which counts where it is lower than its tier's; null where it has none. */
  readonly dailyLimit: bigint | null;
  readonly sent: LimitUsage;
  /** Null for accounts that have no limits: agents, billers, tills and system accounts. */
  readonly tier: number | null;
  readonly payerKind: AccountKind;
  readonly payerStatus: AccountStatus;
  /** Null, like its status, where there is no such account. */
  readonly payeeKind: AccountKind | null;
  readonly payeeStatus: AccountStatus | null;
  /** Present for a biller that has a rule for its account numbers. */
  readonly payeeAccounts?: AccountNumbers | undefined;
  readonly sameCurrency: boolean;
  /** Null where the payer's would be. */
  readonly payeeTier: number | null;
  /** The payee's balance, held money included; null where there is no such account. */
  readonly payeeBalance: bigint | null;
  readonly received: LimitUsage;
}

export interface RevenueAnswer {
  readonly decision: 'approved' | 'declined';
  readonly refusal?: Refusal;
  /** The payer's part of it, as the other figures are the payer's too. */
  readonly fee: Money;
  readonly balance: Money;
  /** The lower of the tier's and the account's own; 0 where there is none. */
  readonly dailyLimit: Money;
  readonly dailyUsed: Money;
  readonly remaining: Money;
}

export function checkRevenue(
  request: PaymentRequest,
  standing: AccountSnapshot,
  market: Market,
  types: Descriptors = descriptors,
): RevenueAnswer {
  const { currency } = market;
  const refusal = refusalFor(request, request.fee, standing, market, types);
  const dailyLimit = dailyLimitOf(tierOf(standing.tier, market), standing.dailyLimit);
  const fee = payerFee(request.type, request.fee, types);
  const total = addMoney(request.amount, fee);
  return {
    decision: refusal ? 'declined' : 'approved',
    ...(refusal && { refusal }),
    fee,
    balance: money(standing.balance, currency),
    dailyLimit: money(dailyLimit ?? 0n, currency),
    dailyUsed: money(standing.sent.day.amount, currency),
    remaining: money(standing.balance - total.minor, currency),
  };
}

/** The part of a payment that is known before it has a payee and a fee. */
type PaymentDraft = Pick<PaymentRequest, 'type' | 'amount'> & {
  readonly accountReference?: string | undefined;
};

/**
 * Says why this payer may not send this, in the order of the refusals' list, or undefined. A missing fee means that the
 * tariff has no price for such an amount.
 */
export function refusalFor(
  { type, amount, accountReference }: PaymentDraft,
  fee: Money | undefined,
  standing: AccountSnapshot,
  market: Market,
  types: Descriptors = descriptors,
): Refusal | undefined {
  const rule = types[type];
  if (!standing.sameCurrency) return 'currency_mismatch';
  if (!rule.payers.includes(standing.payerKind)) return 'payer_not_found';
  if (!standing.payeeKind || !rule.payees.includes(standing.payeeKind))
    return 'recipient_not_found';
  const wrongReference = referenceRefusal(rule, accountReference, standing, market);
  if (wrongReference) return wrongReference;
  if (standing.payerStatus !== 'active') return 'payer_unavailable';
  const { payeeKind, payeeStatus } = standing;
  if (payeeStatus && !mayReceive(payeeKind, payeeStatus)) return 'recipient_unavailable';
  const { minor } = amount;
  const tier = tierOf(standing.tier, market);
  const { min: smallest, max } = allowedRange(type, tier, market);
  const isEaten = fee && feeExceedsAmount(type, amount, fee, types);
  if (minor < smallest || isEaten) return 'amount_too_small';
  if (!fee || minor > max) return 'amount_too_large';
  const over = sendLimitRefusal(minor, standing.sent, tier, standing.dailyLimit);
  if (over) return over;
  if (minor + payerFee(type, fee, types).minor > standing.available) return 'insufficient_funds';
  // Last: a payer who could not pay anyway learns nothing of another's balance.
  const payeeTier = tierOf(standing.payeeTier, market);
  const { payeeBalance, received } = standing;
  const left = (payeeBalance ?? 0n) + minor - payeeFee(type, fee, types).minor;
  const isOver = payeeTier && exceedsReceiveLimits(minor, left, received, payeeTier);
  return isOver ? 'recipient_limit_exceeded' : undefined;
}

/** Refuses a payment whose account reference is not what its type asks for. */
function referenceRefusal(
  rule: PaymentDescriptor,
  reference: string | undefined,
  { payeeAccounts }: AccountSnapshot,
  { numbers }: Market,
): Refusal | undefined {
  switch (rule.reference) {
    case 'bill_account':
      return isAccountNumber(reference ?? '', payeeAccounts) ? undefined : 'account_number_invalid';
    case 'msisdn': {
      const isNumber = reference !== undefined && vouchedMsisdn(reference, numbers) === reference;
      return isNumber ? undefined : 'recipient_not_found';
    }
    default:
      return undefined;
  }
}

/** The amounts that both the payer's tier and the payment type allow. */
export function allowedRange(
  type: PaymentType,
  tier: Tier | undefined,
  market: Market,
): AmountRange {
  const range = Object.hasOwn(market.amounts, type)
    ? market.amounts[type as CustomerPaymentType]
    : undefined;
  const smallest = [tier?.sending.minPayment ?? 0n, range?.min ?? 0n];
  const largest = [tier?.sending.maxPayment, range?.max].filter((most) => most !== undefined);
  return {
    min: smallest.reduce((a, b) => (a > b ? a : b)),
    max: largest.reduce((a, b) => (a < b ? a : b), 10n ** 18n),
  };
}
