/** A country's rules as data: money, time, numbers, languages, tiers and tariff. Each country is a file of this shape. */
import type { Language } from '../language.ts';
import type { Currency } from '../money.ts';
import type { NumberPlan } from '../msisdn.ts';
import type { CustomerPaymentType } from '../payments/rules.ts';

/** What payments may come to in a time: no more money, and no more of them. */
export interface LimitWindow {
  readonly amount: bigint;
  readonly count: number;
}

/** Limits on one side of payments, in minor units. Only the amount counts, not the fee. */
export interface Limits {
  readonly minPayment: bigint;
  readonly maxPayment: bigint;
  /** Days, weeks (from Monday) and months of the market's calendar. */
  readonly daily: LimitWindow;
  readonly weekly: LimitWindow;
  readonly monthly: LimitWindow;
}

/** What a customer may do who proved this much of who they are. A registration opens tier 1. */
export interface Tier {
  readonly name: string;
  /** The most that may be in the account, in minor units. */
  readonly balanceCap: bigint;
  readonly sending: Limits;
  readonly receiving: Limits;
}

/** A band of a tariff: amounts up to and including `upTo` cost `fee` (both minor units), duty included. */
export interface Band {
  readonly upTo: bigint;
  readonly fee: bigint;
}

/** The bands of a type of payment, or of each tier where it is not the same for all of them. */
export type Bands = readonly Band[] | Readonly<Record<number, readonly Band[]>>;

/** A duty on fees. Fees include it. */
export interface Excise {
  /** Basis points of the fee without it: 1,500 is 15 %. */
  readonly rate: bigint;
}

export interface Market {
  readonly code: string;
  /** How the house calls itself where it is the other side of a payment. */
  readonly operatorName: string;
  readonly currency: Currency;
  /** How people write the currency with an amount, in letters that every phone has, and where. */
  readonly symbol: string;
  readonly symbolAt: 'front' | 'back';
  /** What they put between thousands. */
  readonly separator: ',' | ' ';
  readonly timeZone: string;
  readonly serviceCode: string;
  readonly numbers: NumberPlan;
  readonly languages: readonly Language[];
  readonly tiers: Readonly<Record<number, Tier>>;
  readonly tariff: Readonly<Record<CustomerPaymentType, Bands>>;
  /** Absent where fees bear no duty of their own. */
  readonly excise?: Excise;
  /** Amounts that a type takes, whatever the payer's tier allows, in minor units. */
  readonly amounts: Readonly<Partial<Record<CustomerPaymentType, AmountRange>>>;
  /** Money for a number that is not registered goes back to its sender after so many days. */
  readonly claimDays: number;
}

export interface AmountRange {
  readonly min: bigint;
  readonly max: bigint;
}

/** Until when money that was sent `at` waits for its number to register (both milliseconds since 1970, UTC). */
export function claimUntil({ claimDays }: Market, at: number): number {
  return at + claimDays * 24 * 60 * 60 * 1000;
}
