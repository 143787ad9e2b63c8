/** The revenue check: tier, daily limit, balance and fee. It advises; `reserve` enforces, under the lock. */
import { type AccountNumbers, isAccountNumber } from '../business.ts';
import type { AmountRange, Market } from '../market.ts';
import { addMoney, type Money, money } from '../money.ts';
import { parseMsisdn } from '../msisdn.ts';
import type { AccountKind, PaymentRequest, PaymentType, RevenueAnswer } from '../payment.ts';
import { type CustomerPaymentType, paymentRules } from '../payment-rules.ts';
import type { Refusal } from '../refusal.ts';

export type AccountStatus = 'active' | 'frozen' | 'closed';

/** How a payer stands, without the payment in question. Limits are null for accounts that have none. */
export interface Standing {
  readonly balance: bigint;
  readonly available: bigint;
  readonly dailyLimit: bigint | null;
  readonly dailyUsed: bigint;
  readonly tier: number | null;
  readonly payerKind: AccountKind;
  readonly payerStatus: AccountStatus;
  /** Null, as its status, where there is no such account. */
  readonly payeeKind: AccountKind | null;
  readonly payeeStatus: AccountStatus | null;
  /** Of a biller that has a rule for them. */
  readonly payeeAccounts?: AccountNumbers | undefined;
  readonly sameCurrency: boolean;
}

export function checkRevenue(
  request: PaymentRequest,
  standing: Standing,
  market: Market,
): RevenueAnswer {
  const { currency } = market;
  const refusal = refusalFor(request, request.fee, standing, market);
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

/** What of a payment is looked at, before it has a payee and a fee as well as after. */
type Wanted = Pick<PaymentRequest, 'type' | 'amount'> & {
  readonly accountReference?: string | undefined;
};

/**
 * Why this payer may not send this, in the order of the refusals' list, or undefined. No fee means that the tariff
 * has no price for such an amount.
 */
export function refusalFor(
  { type, amount, accountReference }: Wanted,
  fee: Money | undefined,
  standing: Standing,
  market: Market,
): Refusal | undefined {
  const rule = paymentRules[type];
  if (!standing.sameCurrency) return 'currency_mismatch';
  if (standing.payerKind !== rule.payer) return 'payer_not_found';
  if (standing.payeeKind !== rule.payee) return 'recipient_not_found';
  const unfit = unfitReference(type, accountReference, standing, market);
  if (unfit) return unfit;
  if (standing.payerStatus !== 'active') return 'payer_unavailable';
  if (standing.payeeStatus === 'closed') return 'recipient_unavailable';
  const { smallest, largest } = allowed(type, standing, market);
  if (amount.minor < smallest) return 'amount_too_small';
  if (!fee || amount.minor > largest) return 'amount_too_large';
  if (standing.dailyLimit !== null && standing.dailyUsed + amount.minor > standing.dailyLimit) {
    return 'daily_limit_exceeded';
  }
  return amount.minor + fee.minor > standing.available ? 'insufficient_funds' : undefined;
}

/** Whether it says whom or what the payee has the money for, where its type has the payee ask for that. */
function unfitReference(
  type: PaymentType,
  reference: string | undefined,
  { payeeAccounts }: Standing,
  { numbers }: Market,
): Refusal | undefined {
  switch (type) {
    case 'pay_bill':
      return isAccountNumber(reference ?? '', payeeAccounts) ? undefined : 'account_number_invalid';
    case 'airtime':
    case 'p2p_unregistered': {
      const isNumber = reference !== undefined && parseMsisdn(reference, numbers) === reference;
      return isNumber ? undefined : 'recipient_not_found';
    }
    default:
      return undefined;
  }
}

/** The amounts that both the payer's tier and the type of payment take. */
function allowed(type: PaymentType, { tier: number }: Standing, market: Market): AmountRange {
  const tier = number === null ? undefined : market.tiers[number];
  const range = Object.hasOwn(market.amounts, type)
    ? market.amounts[type as CustomerPaymentType]
    : undefined;
  const smallest = [tier?.smallestPayment ?? 0n, range?.smallest ?? 0n];
  const largest = [tier?.largestPayment, range?.largest].filter((most) => most !== undefined);
  return {
    smallest: smallest.reduce((a, b) => (a > b ? a : b)),
    largest: largest.reduce((a, b) => (a < b ? a : b), 10n ** 18n),
  };
}
