/**
 * What each type of payment is, as one table: who may pay and be paid by it, which limits hold, who hears of its end, and
 * whether it is something that customers ask for. The database has the same rows (`tuma.payment_rules`): every migration
 * writes them.
 */

import type { AccountKind } from '../account.ts';
import { type Money, money } from '../money.ts';
import type { PaymentType } from './types.ts';

export const feePayers = ['payer', 'payee', 'nobody'] as const;

export type FeePayer = (typeof feePayers)[number];

export interface PaymentRule {
  /** The kinds of account that may be debited for it, and that may be credited. */
  readonly payers: readonly AccountKind[];
  readonly payees: readonly AccountKind[];
  /**
   * Who pays the fee, which is priced by the tariff of the type's own name; nobody where there is none. A payee pays it out
   * of what arrives, so it is a party of its own: what waits for others in the house's accounts is whole.
   */
  readonly feeBy: FeePayer;
  /**
   * Whether the limits of the payer's and the payee's tiers hold for it, and so whether it is counted among what was sent and
   * received, and among the payer's habits. Books that have payments of a type must be counted anew where this changes.
   */
  readonly countsTowardLimits: boolean;
  /** Whether it takes money from an account that is frozen, as what sets something right does. */
  readonly allowedWhenFrozen: boolean;
  /** Whether an operator may take it back, by a payment of the type `reversal`. */
  readonly reversible: boolean;
  /** Whether the payer is told by SMS how it ended, refusals too. Of a claim that is the one who sent the money. */
  readonly notifiesPayer: boolean;
  /** Whether the payee is told of the money that arrived; of waiting money, the number that it waits for. */
  readonly notifiesPayee: boolean;
}

const parties = ['wallet', 'agent', 'biller', 'till'] as const satisfies AccountKind[];

const between = (payer: AccountKind, payee: AccountKind) => ({ payers: [payer], payees: [payee] });

/** What customers and businesses ask for. */
const asked = {
  feeBy: 'payer',
  countsTowardLimits: true,
  allowedWhenFrozen: false,
  reversible: false,
} as const;
/** The same, where what was paid is with the payee still. */
const undoable = { ...asked, reversible: true } as const;
/** What the house does of itself. */
const ours = {
  feeBy: 'nobody',
  countsTowardLimits: false,
  allowedWhenFrozen: true,
  reversible: false,
} as const;

const both = { notifiesPayer: true, notifiesPayee: true };
const payerOnly = { notifiesPayer: true, notifiesPayee: false };
const payeeOnly = { notifiesPayer: false, notifiesPayee: true };
const nobody = { notifiesPayer: false, notifiesPayee: false };

export const paymentRules: Readonly<Record<PaymentType, PaymentRule>> = {
  p2p: { ...between('wallet', 'wallet'), ...undoable, ...both },
  p2p_unregistered: { ...between('wallet', 'unclaimed'), ...asked, ...both },
  claim: { ...between('unclaimed', 'wallet'), ...ours, ...both },
  return: { ...between('unclaimed', 'wallet'), ...ours, ...payeeOnly },
  cash_in: { ...between('agent', 'wallet'), ...undoable, ...both, feeBy: 'nobody' },
  cash_out: { ...between('wallet', 'agent'), ...undoable, ...both },
  pay_bill: { ...between('wallet', 'biller'), ...undoable, ...both },
  buy_goods: { ...between('wallet', 'till'), ...undoable, ...both, feeBy: 'payee' },
  airtime: { ...between('wallet', 'airtime'), ...asked, ...payerOnly },
  airtime_refund: { ...between('airtime', 'wallet'), ...ours, ...payeeOnly },
  fee: {
    payers: parties,
    payees: ['fee_revenue'],
    ...ours,
    allowedWhenFrozen: false,
    ...payerOnly,
  },
  reversal: { payers: parties, payees: parties, ...ours, ...both },
  adjustment: {
    ...{ payers: ['adjustment', ...parties], payees: ['adjustment', ...parties] },
    ...{ ...ours, ...both },
  },
  exchange_out: { ...between('wallet', 'exchange'), ...asked, ...payerOnly },
  exchange_in: { ...between('exchange', 'wallet'), ...asked, ...payeeOnly, feeBy: 'nobody' },
  funding: { ...between('funding', 'wallet'), ...ours, ...nobody },
};

/** The types that a customer asks for at a phone. */
export type CustomerPaymentType = Extract<
  PaymentType,
  'p2p' | 'p2p_unregistered' | 'cash_out' | 'pay_bill' | 'buy_goods' | 'airtime'
>;

/** What of a payment's fee its payer pays. What is left of it is its payee's. */
export function payerFee(type: PaymentType, fee: Money): Money {
  // A request may be of a type that there is not, and is refused for it.
  const { feeBy } = Object.hasOwn(paymentRules, type) ? paymentRules[type] : paymentRules.p2p;
  return feeBy === 'payee' ? money(0n, fee.currency) : fee;
}

/** Whether nothing would be left for a payee who pays the fee out of the amount. */
export function feeExceedsAmount(type: PaymentType, amount: Money, fee: Money): boolean {
  return fee.minor - payerFee(type, fee).minor >= amount.minor;
}
