/** A country's rules as data: money, time, numbers, languages, tiers and tariff. Each country is one file of this shape. */
import type { DocumentKind } from '../identity/document.ts';
import type { Language } from '../language.ts';
import type { Currency } from '../money.ts';
import type { NumberPlan } from '../msisdn.ts';
import type { CustomerPaymentType } from '../payments/types.ts';

/** The most that the payments of a day, week or month may add up to, and the highest number of them. */
export interface LimitWindow {
  readonly amount: bigint;
  readonly count: number;
}

/** Limits on one side of payments, in minor units. The amount counts, the fee does not. */
export interface Limits {
  readonly minPayment: bigint;
  readonly maxPayment: bigint;
  /** Days, weeks (from Monday) and months follow the market's calendar. */
  readonly daily: LimitWindow;
  readonly weekly: LimitWindow;
  readonly monthly: LimitWindow;
}

/** The limits of customers who proved the same level of identity. A registration opens tier 1. */
export interface Tier {
  readonly name: string;
  /** The highest balance that the account may have, in minor units. */
  readonly balanceCap: bigint;
  readonly sending: Limits;
  readonly receiving: Limits;
}

/** A band of a tariff: amounts up to and including `upTo` cost `fee` (both in minor units). The fee includes duty. */
export interface Band {
  readonly upTo: bigint;
  readonly fee: bigint;
}

/** The bands of a payment type, or one list per tier where tiers differ. */
export type Bands = readonly Band[] | Readonly<Record<number, readonly Band[]>>;

/** A duty on fees, which fees include. */
export interface Excise {
  /** Basis points of the fee before duty: 1,500 is 15 %. */
  readonly rate: bigint;
}

export interface Market {
  readonly code: string;
  /** The operator's name, shown where the operator is the other side of a payment. */
  readonly operatorName: string;
  readonly currency: Currency;
  /** The currency's symbol, in letters that every phone has, and its place before or after the amount. */
  readonly symbol: string;
  readonly symbolAt: 'front' | 'back';
  /** Separates thousands. */
  readonly separator: ',' | ' ';
  readonly timeZone: string;
  readonly serviceCode: string;
  readonly numbers: NumberPlan;
  /** The identity documents that people carry here, the national one first. */
  readonly documents: readonly DocumentKind[];
  /** What people call the national one, in every language; absent where they just call it their ID. */
  readonly documentName?: string;
  readonly languages: readonly Language[];
  readonly tiers: Readonly<Record<number, Tier>>;
  /** The most that one act at the operator's desk moves, in minor units; without it, what the largest wallet may hold. */
  readonly deskCeiling?: bigint;
  /** The market offers its customers the payment types that have a tariff here, and no other. */
  readonly tariff: Readonly<Partial<Record<CustomerPaymentType, Bands>>>;
  /** Absent if the country has no duty on fees. */
  readonly excise?: Excise;
  /** Limits of a payment type's amount, in minor units. They hold besides the limits of the payer's tier. */
  readonly amounts: Readonly<Partial<Record<CustomerPaymentType, AmountRange>>>;
  /**
   * The amounts (minor units) that the default fraud rules start from: about the price of a shopping bag, and about half a
   * month's wages.
   */
  readonly usualAmounts: { readonly small: bigint; readonly large: bigint };
  /** Number of days after which money for an unregistered number returns to its sender. */
  readonly claimDays: number;
}

export interface AmountRange {
  readonly min: bigint;
  readonly max: bigint;
}

/** The time until which money sent `at` waits for its number to register (both milliseconds since 1970, UTC). */
export function claimUntil({ claimDays }: Market, at: number): number {
  return at + claimDays * 24 * 60 * 60 * 1000;
}
