/** What a payer is shown before the PIN is made from this: price and recipient. The fee in it stands, for a while. */

import type { AccountId, AccountKind, AccountStatus } from '../account.ts';
import type { Market } from '../markets/market.ts';
import type { Money } from '../money.ts';
import type { AccountNumbers, BusinessKind } from '../parties/business.ts';
import { type CustomerPaymentType, paymentRules } from '../payments/rules.ts';
import type { Refusal } from '../refusal.ts';
import { type AccountSnapshot, refusalFor } from './check.ts';
import type { LimitUsage } from './limits.ts';
import { exciseIn, feeFor } from './tariff.ts';

/** How long a quoted price stands, in milliseconds. */
export const quoteLifetime = 2 * 60 * 1000;

/** Whether a price that stands until then is asked for too late (both milliseconds since 1970, UTC). */
export function isExpired(until: number | undefined, at: number): boolean {
  return until !== undefined && at > until;
}

/** What a payer wants to pay: by which type, how much, and for which account of a biller. */
export interface QuoteRequest {
  readonly payer: AccountId;
  readonly type: CustomerPaymentType;
  readonly amount: Money;
  readonly accountReference?: string | undefined;
}

/** The payer's standing, and who has the number that was named, if anybody. */
export interface QuoteInputs extends Omit<AccountSnapshot, OfPayee> {
  readonly payee: Payee | undefined;
}

type OfPayee =
  | 'payeeKind'
  | 'payeeStatus'
  | 'payeeAccounts'
  | 'payeeTier'
  | 'payeeBalance'
  | 'received';

export interface Payee {
  readonly account: AccountId;
  readonly kind: 'wallet' | BusinessKind;
  readonly status: AccountStatus;
  /** Given name and initial, which is all that a payer is shown of somebody else; a business' whole name. */
  readonly name: string;
  readonly accounts?: AccountNumbers | undefined;
  /** Null of a business. */
  readonly tier: number | null;
  readonly balance: bigint;
  readonly received: LimitUsage;
}

/** Where the house keeps what is not anybody's yet. */
export interface QuoteAccounts {
  readonly airtime: AccountId;
  readonly unclaimed: AccountId;
}

export type QuoteResult =
  | {
      readonly type: CustomerPaymentType;
      readonly payee: AccountId;
      readonly payeeName: string;
      /** What the payment costs, whoever pays that. */
      readonly fee: Money;
      /** The part of the fee that is duty. */
      readonly excise: Money;
      /** Until when the fee stands (milliseconds since 1970, UTC). */
      readonly until: number;
    }
  | { readonly refusal: Refusal };

/**
 * A price for what is wished `now` (milliseconds since 1970, UTC), or why it would be refused; so nobody types a PIN in
 * vain.
 */
export function quote(
  wish: QuoteRequest,
  facts: QuoteInputs | undefined,
  house: QuoteAccounts,
  market: Market,
  now: number,
): QuoteResult {
  if (!facts) return { refusal: 'payer_not_found' };
  const { amount, payer } = wish;
  // Who has registered since is sent the money.
  const type = wish.type === 'p2p_unregistered' && facts.payee ? 'p2p' : wish.type;
  const payee: SystemPayee | Payee | undefined = systemPayeeFor(type, house) ?? facts.payee;
  if (!payee) return { refusal: 'recipient_not_found' };
  if (payee.account === payer) return { refusal: 'same_party' };
  const tier = paymentRules[type].feeBy === 'payee' ? payee.tier : facts.tier;
  const fee = feeFor(type, amount, tier, market);
  const standing = {
    ...facts,
    ...{ payeeKind: payee.kind, payeeStatus: payee.status, payeeAccounts: payee.accounts },
    ...{ payeeTier: payee.tier, payeeBalance: payee.balance, received: payee.received },
  };
  const refusal = refusalFor({ ...wish, type }, fee, standing, market);
  if (refusal || !fee) return { refusal: refusal ?? 'amount_too_large' };
  const price = { fee, excise: exciseIn(fee, market), until: now + quoteLifetime };
  return { type, payee: payee.account, payeeName: payee.name, ...price };
}

interface SystemPayee extends Omit<Payee, 'kind'> {
  readonly kind: AccountKind;
}

/** The house itself is paid for airtime, and keeps what waits. */
function systemPayeeFor(type: CustomerPaymentType, house: QuoteAccounts): SystemPayee | undefined {
  const ours = { status: 'active', name: '', tier: null, balance: 0n, received: nothing } as const;
  if (type === 'airtime') return { ...ours, kind: 'airtime', account: house.airtime };
  if (type === 'p2p_unregistered') return { ...ours, kind: 'unclaimed', account: house.unclaimed };
  return undefined;
}

const none = { amount: 0n, count: 0 };
/** The house has no limits, so nobody counts what it received. */
const nothing: LimitUsage = { day: none, week: none, month: none };
