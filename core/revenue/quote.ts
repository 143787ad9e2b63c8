/** The quote: the price and the recipient that a payer sees before the PIN. Its fee stands for two minutes. */

import type { AccountId, AccountKind, AccountStatus } from '../account.ts';
import type { Market } from '../markets/market.ts';
import type { Money } from '../money.ts';
import type { AccountNumbers, BusinessKind } from '../parties/business.ts';
import {
  type CustomerPaymentType,
  type Descriptors,
  descriptors,
  type PaymentDescriptor,
  type SystemPayee,
} from '../payments/types.ts';
import type { Refusal } from '../refusal.ts';
import { allowedAmount } from './allowed.ts';
import { type AccountSnapshot, refusalFor } from './check.ts';
import type { LimitUsage } from './limits.ts';
import { exciseIn, feeFor, isOffered } from './tariff.ts';

/** A quoted price stands for this many milliseconds. */
export const quoteLifetime = 2 * 60 * 1000;

/** True where a price stood until `until` and the payment is asked for later (both milliseconds since 1970, UTC). */
export function isExpired(until: number | undefined, at: number): boolean {
  return until !== undefined && at > until;
}

/** The payment that a payer wants a price for: its type, its amount, and its account reference where the type has one. */
export interface QuoteRequest {
  readonly payer: AccountId;
  readonly type: CustomerPaymentType;
  readonly amount: Money;
  readonly accountReference?: string | undefined;
}

/** The payer's account, and the payee who has the number that was named; undefined where nobody has it. */
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
  /** A customer's given name and initial, because a payer sees no more of somebody else; a business' whole name. */
  readonly name: string;
  readonly accounts?: AccountNumbers | undefined;
  /** Null for a business. */
  readonly tier: number | null;
  readonly balance: bigint;
  readonly received: LimitUsage;
}

/** The system accounts that payments may lead to. */
export type QuoteAccounts = Readonly<Record<SystemPayee, AccountId>>;

export type QuoteResult =
  | {
      readonly type: CustomerPaymentType;
      readonly payee: AccountId;
      readonly payeeName: string;
      /** The whole fee, whoever pays it. */
      readonly fee: Money;
      /** The part of the fee that is duty. */
      readonly excise: Money;
      /** Until when the fee stands (milliseconds since 1970, UTC). */
      readonly until: number;
    }
  | RefusedQuote;

export interface RefusedQuote {
  readonly refusal: Refusal;
  /** The smallest or the largest amount that would be allowed, where the amount is what was wrong. */
  readonly allowed?: Money;
}

/**
 * Prices a payment at `now` (milliseconds since 1970, UTC), or says why it would be refused, so that nobody types a PIN in
 * vain.
 */
export function quote(
  wish: QuoteRequest,
  facts: QuoteInputs | undefined,
  house: QuoteAccounts,
  market: Market,
  now: number,
  types: Descriptors = descriptors,
): QuoteResult {
  if (!facts) return { refusal: 'payer_not_found' };
  const { amount, payer } = wish;
  // A number that has registered in the meantime is paid as a customer.
  const type = (facts.payee && types[wish.type].ifRegistered) || wish.type;
  if (!isOffered(type, market)) return { refusal: 'unknown_type' };
  const payee = systemPayeeFor(types[type], house) ?? facts.payee;
  if (!payee) return { refusal: 'recipient_not_found' };
  if (payee.account === payer) return { refusal: 'same_party' };
  const tier = types[type].feeBy === 'payee' ? payee.tier : facts.tier;
  const fee = feeFor(type, amount, tier, market);
  const standing = {
    ...facts,
    ...{ payeeKind: payee.kind, payeeStatus: payee.status, payeeAccounts: payee.accounts },
    ...{ payeeTier: payee.tier, payeeBalance: payee.balance, received: payee.received },
  };
  const refusal = refusalFor({ ...wish, type }, fee, standing, market, types);
  if (refusal || !fee) return refused(refusal ?? 'amount_too_large', type, standing, market, types);
  const price = { fee, excise: exciseIn(fee, market), until: now + quoteLifetime };
  return { type, payee: payee.account, payeeName: payee.name, ...price };
}

function refused(
  refusal: Refusal,
  type: CustomerPaymentType,
  standing: AccountSnapshot,
  market: Market,
  types: Descriptors,
): RefusedQuote {
  const allowed = allowedAmount(refusal, type, standing, market, types);
  return { refusal, ...(allowed && { allowed }) };
}

interface AnyPayee extends Omit<Payee, 'kind'> {
  readonly kind: AccountKind;
}

/** The system account that the type leads to, whoever was named; undefined where the payee is a party. */
function systemPayeeFor({ payee }: PaymentDescriptor, house: QuoteAccounts): AnyPayee | undefined {
  const ours = { status: 'active', name: '', tier: null, balance: 0n, received: nothing } as const;
  return isSystemPayee(payee, house) ? { ...ours, kind: payee, account: house[payee] } : undefined;
}

function isSystemPayee(payee: string, house: QuoteAccounts): payee is SystemPayee {
  return Object.hasOwn(house, payee);
}

const none = { amount: 0n, count: 0 };
/** System accounts have no limits, so nobody counts what they receive. */
const nothing: LimitUsage = { day: none, week: none, month: none };
