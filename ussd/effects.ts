/**
 * What a flow may ask of the world, and what it may hear back: plain data both ways, a closed list. The
 * flow only names an effect; whoever drives the engine performs it, once.
 */

import type { AccountId } from '../core/account.ts';
import type { DisputeReason } from '../core/care/dispute.ts';
import type { Language } from '../core/language.ts';
import type { Money } from '../core/money.ts';
import type { Msisdn } from '../core/msisdn.ts';
import type { AccountNumbers, BusinessKind } from '../core/parties/business.ts';
import type { CustomerPaymentType } from '../core/payments/rules.ts';
import type { PaymentType } from '../core/payments/types.ts';
import type { Refusal } from '../core/refusal.ts';
import type { Pin } from './inputs/pin.ts';

/** Where money shall go, as the customer names it. */
export type Destination =
  | { readonly type: 'p2p' | 'p2p_unregistered' | 'airtime'; readonly to: Msisdn }
  | { readonly type: 'cash_out' | 'buy_goods'; readonly code: string }
  | { readonly type: 'pay_bill'; readonly code: string; readonly accountReference: string };

/** Price and recipient of a payment, before the PIN. */
export interface Quote {
  readonly type: CustomerPaymentType;
  readonly payee: AccountId;
  /** A customer's given name and initial, or a business' name; empty of a number that nobody has registered. */
  readonly recipientName: string;
  /** Of a person: the number. */
  readonly recipient?: Msisdn;
  /** Of a business: its number. */
  readonly code?: string;
  /** Of a bill: the account number. Of airtime and of waiting money: the number that it is for. */
  readonly accountReference?: string;
  readonly amount: Money;
  /** What it costs, whoever pays that: the payer is shown what the payer pays. */
  readonly fee: Money;
  /** The part of the fee that is duty. */
  readonly excise: Money;
  /** Until when the fee stands (milliseconds since 1970, UTC). */
  readonly until: number;
}

/** One payment in the customer's books. */
export interface StatementLine {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly direction: 'in' | 'out';
  readonly type: PaymentType;
  /** Whether all of it was taken back since. */
  readonly reversed: boolean;
  readonly reference: string;
  readonly amount: Money;
  /** What this customer paid for it. */
  readonly fee: Money;
  /** The name of the other side, a person or a business; empty where nobody knows it. */
  readonly other: string;
  /** Of a person, or the one that airtime or waiting money is for; absent where the other side has none. */
  readonly otherNumber?: Msisdn;
  /** What it left. */
  readonly balance: Money;
}

type Customer =
  | { readonly known: false }
  | {
      readonly known: true;
      readonly name: string;
      readonly language: Language;
      readonly account: AccountId;
    };

type Refused = { readonly refusal: Refusal };

type Done = { readonly done: true } | Refused;

interface Effects {
  /** Who is dialling? The first effect of each dial. */
  find_customer: { asked: unknown; result: Customer };
  quote: {
    asked: { readonly destination: Destination; readonly amount: Money };
    result: { readonly quote: Quote } | Refused;
  };
  /** Who has this number of an agent, a biller or a till? */
  find_business: {
    asked: { readonly kind: BusinessKind; readonly code: string };
    result:
      | { readonly business: { readonly name: string; readonly accounts?: AccountNumbers } }
      | Refused;
  };
  /** Whom the customer sent money to of late: at most three, newest first, nobody twice. */
  read_recipients: {
    asked: unknown;
    result: { readonly recipients: readonly { readonly name: string; readonly msisdn: Msisdn }[] };
  };
  /**
   * Counts the try before it compares. `at` is when it was right (milliseconds since 1970, UTC). `left` is at least 1;
   * the try that uses up the last one locks.
   */
  verify_pin: {
    asked: { readonly pin: Pin };
    result:
      | { readonly verdict: 'right'; readonly at: number }
      | { readonly verdict: 'wrong'; readonly left: number }
      | { readonly verdict: 'locked' };
  };
  /**
   * Makes of a new PIN what may be kept of it: a MAC under a key that is not kept with it, for this number. It
   * is journaled, compared and at last stored, so the PIN itself need not outlive its turn.
   */
  stage_pin: { asked: { readonly pin: Pin }; result: { readonly staged: string } };
  /** Was the same PIN typed again? */
  match_pin: {
    asked: { readonly pin: Pin; readonly staged: string };
    result: { readonly same: boolean };
  };
  change_pin: { asked: { readonly staged: string }; result: Done };
  /** `birthDate` is an ISO date ("1990-12-31"), `idNumber` upper case, the names as they were typed. */
  register: {
    asked: {
      readonly givenName: string;
      readonly familyName: string;
      readonly idNumber: string;
      readonly birthDate: string;
      readonly language: Language;
      readonly staged: string;
    };
    result: { readonly account: AccountId } | Refused;
  };
  /**
   * `at` is when the PIN was proven, and the same however often the act is tried: it says whether the quote still held.
   * `pending` whenever the outcome is not known for certain: the SMS will tell.
   */
  pay: {
    asked: { readonly quote: Quote; readonly at: number };
    result:
      | { readonly state: 'completed'; readonly reference: string; readonly balance: Money }
      | { readonly state: 'refused'; readonly refusal: Refusal }
      | { readonly state: 'pending' };
  };
  /** What became of a payment of an earlier session, by its id. `pending` while the books do not know its end. */
  read_payment: {
    asked: { readonly id: string };
    result:
      | { readonly state: 'completed'; readonly reference: string }
      | { readonly state: 'refused'; readonly refusal: Refusal }
      | { readonly state: 'pending' };
  };
  read_balance: { asked: unknown; result: { readonly balance: Money } | Refused };
  /** The last five, newest first. */
  read_statement: {
    asked: unknown;
    result: { readonly lines: readonly StatementLine[] } | Refused;
  };
  /** What the customer's tier allows, and what of `daily` is used up in the market's day. Fees do not count. */
  read_limits: {
    asked: unknown;
    result:
      | {
          readonly tier: number;
          readonly perPayment: Money;
          readonly daily: Money;
          readonly usedToday: Money;
        }
      | Refused;
  };
  set_language: { asked: { readonly language: Language }; result: Done };
  /** The customer says that something is wrong with one of their payments; customer care looks into it. */
  open_dispute: {
    asked: { readonly reference: string; readonly reason: DisputeReason };
    result: Done;
  };
  /** No money leaves the account any more, until customer care opens it again. */
  block_account: { asked: unknown; result: Done };
}

export type EffectName = keyof Effects;

export type EffectNamed<Name extends EffectName> = { readonly type: Name } & Effects[Name]['asked'];

export type Effect = { [Name in EffectName]: EffectNamed<Name> }[EffectName];

export type Result<Name extends EffectName = EffectName> = Effects[Name]['result'];

/** What whoever performs an effect hands back. `unavailable`: it did not work, or nobody knows if it did. */
export type Performed<Name extends EffectName = EffectName> = Result<Name> | 'unavailable';

/**
 * What an effect leaves behind. `nothing`: answers sent ahead of their questions may cause it. `tries`: a count
 * that is kept with the PIN and not with us, so going back is free to forget it. `change`: nobody goes back
 * across it.
 */
export const effectKind: Readonly<Record<EffectName, 'nothing' | 'tries' | 'change'>> = {
  find_customer: 'nothing',
  quote: 'nothing',
  find_business: 'nothing',
  read_recipients: 'nothing',
  read_payment: 'nothing',
  read_balance: 'nothing',
  read_statement: 'nothing',
  read_limits: 'nothing',
  stage_pin: 'nothing',
  match_pin: 'nothing',
  verify_pin: 'tries',
  change_pin: 'change',
  register: 'change',
  pay: 'change',
  set_language: 'change',
  open_dispute: 'change',
  block_account: 'change',
};
