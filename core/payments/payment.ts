/** The words of a payment: what is asked, what each check answers, how it ended. */
import type { Money } from '../money.ts';
import type { Refusal } from '../refusal.ts';

export const paymentTypes = [
  'p2p',
  'buy_goods',
  'funding',
  'p2p_unregistered', // to a number without a wallet: it waits in the house's books
  'claim', // what waited goes to whom it was for, who has registered
  'return', // what waited goes back to who sent it
  'cash_out', // e-money to an agent, who hands out cash
  'pay_bill',
  'airtime',
  'airtime_refund', // what was paid for airtime that did not arrive
  'cash_in', // cash to an agent, who pays e-money for it
  'fee', // what the house charges for something that is no payment
  'reversal', // takes a completed payment back, or a part of it
  'adjustment', // sets right, by the house's own account for it, what went wrong otherwise
  'exchange_out', // to the house, which pays the other side in its currency
  'exchange_in', // from the house, in the other currency
] as const;

export type PaymentType = (typeof paymentTypes)[number];

/** Where e-money can be: a customer's wallet, an agent's float, a business' account, and what the house keeps. */
export const accountKinds = [
  'wallet',
  'till',
  'fee_revenue',
  'funding',
  'agent',
  'biller',
  'airtime',
  'unclaimed',
  'excise', // duty on fees, which is the state's
  'adjustment',
  'exchange', // what the house has of a currency, to exchange
] as const;

export type AccountKind = (typeof accountKinds)[number];

export const channels = [
  'ussd',
  'app',
  'system', // nobody asked, and nobody is told
  'desk', // a person at the operator
] as const;

export type Channel = (typeof channels)[number];

/**
 * `reserved` and `review` (a person's verdict is awaited) are not final; outside both are called PENDING. In all others a
 * payment has ended.
 */
export const paymentStates = ['reserved', 'completed', 'rejected', 'failed', 'review'] as const;

export type PaymentState = (typeof paymentStates)[number];

export const publicStates = ['PENDING', 'COMPLETED', 'REJECTED', 'FAILED', 'REVERSED'] as const;

/** What a payment's state is called outside. `reversed` is what was taken back of it: a part of it changes nothing. */
export function publicState(
  state: PaymentState,
  amount: Money,
  reversed?: Money,
): (typeof publicStates)[number] {
  switch (state) {
    case 'reserved':
    case 'review':
      return 'PENDING';
    case 'completed':
      return reversed && reversed.minor >= amount.minor ? 'REVERSED' : 'COMPLETED';
    case 'rejected':
      return 'REJECTED';
    case 'failed':
      return 'FAILED';
  }
}

/** Accounts by their id in the books, a decimal string (an int8 does not fit a number). */
export type AccountId = string;

/** A request to move money. `id` is made before anything is tried, and used again when the outcome is unknown. */
export interface PaymentRequest {
  /** UUIDv7. */
  readonly id: string;
  readonly type: PaymentType;
  readonly channel: Channel;
  readonly payer: AccountId;
  readonly payee: AccountId;
  readonly amount: Money;
  /** What it cost when the payer was shown a price, whoever pays that. It stands, whatever the tariff says by now. */
  readonly fee: Money;
  /** The part of the fee that is duty. */
  readonly excise?: Money;
  /** Until when the fee stands (milliseconds since 1970, UTC); absent where nobody was shown one. */
  readonly quotedUntil?: number;
  /** Whom or what the payee has it for: a bill's account number, or the number that airtime or waiting money is for. */
  readonly accountReference?: string;
  /** The keyed token of the device that asked for it, where the channel names one. */
  readonly device?: string;
  /** Milliseconds since 1970, UTC. */
  readonly requestedAt: number;
}

export interface FraudAnswer {
  readonly decision: 'approved' | 'review' | 'declined';
  /** 0 (harmless) to 1. */
  readonly score: number;
  readonly factors: readonly Factor[];
  /** Who judged: our rules, an operator's own engine, or the rules for when neither answers. */
  readonly by: 'rules' | 'engine' | 'backup_rules';
  /** Of the rule set, or what the engine calls its own. */
  readonly version: string;
}

/** Something that speaks against a payment. An outside engine says no more than its code. */
export interface Factor {
  /** Upper snake case, as the field writes reason codes. */
  readonly code: string;
  /** What it added to the score. */
  readonly weight?: number;
  /** For the operator: in figures, and without personal data. */
  readonly why?: string;
}

export interface RevenueAnswer {
  readonly decision: 'approved' | 'declined';
  readonly refusal?: Refusal;
  /** What the payer pays of it, as the other figures are the payer's. */
  readonly fee: Money;
  readonly balance: Money;
  /** The lower of the tier's and the account's own; 0 where there is none. */
  readonly dailyLimit: Money;
  readonly dailyUsed: Money;
  readonly remaining: Money;
}

/** What `reserve` left behind. A replayed id may find the payment already ended. */
export interface ReserveResult {
  readonly state: PaymentState;
  readonly refusal?: Refusal;
  /** The payment's running number, and when it ended (milliseconds since 1970, UTC), where it has ended. */
  readonly number?: bigint;
  readonly endedAt?: number;
}

/** The end of a payment, or its state so far (`reserved` or `review`: not known yet, and the SMS will tell). */
export interface Outcome {
  readonly id: string;
  readonly state: PaymentState;
  readonly refusal?: Refusal;
  /** What people call it; absent only while nothing about it is stored. */
  readonly reference?: string;
  readonly amount: Money;
  /** What it costs the payer. */
  readonly fee: Money;
  /** The payer's balance after it; present when completed. */
  readonly balance?: Money;
  /** Milliseconds since 1970, UTC. */
  readonly endedAt?: number;
}
