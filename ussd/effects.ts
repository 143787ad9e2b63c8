/**
 * The closed list of effects that a flow can request, and their results: plain data both ways. A flow only names an
 * effect; the caller of the engine performs it, once.
 */

import type { AccountId } from '../core/account.ts';
import type { DisputeReason } from '../core/care/dispute.ts';
import type { IdentityDocument } from '../core/identity/document.ts';
import type { Language } from '../core/language.ts';
import type { Money } from '../core/money.ts';
import type { Msisdn } from '../core/msisdn.ts';
import type { CodeRefusal } from '../core/one-time-code.ts';
import type { AccountNumbers, BusinessKind } from '../core/parties/business.ts';
import type { PaymentTarget } from '../core/payments/target.ts';
import type { CustomerPaymentType, PaymentType } from '../core/payments/types.ts';
import type { Refusal } from '../core/refusal.ts';
import type { IdNumber } from './inputs/identity.ts';
import type { OneTimeCode, Pin } from './inputs/pin.ts';

/** Price and recipient of a payment, shown before the PIN is asked. */
export interface Quote {
  readonly type: CustomerPaymentType;
  readonly payee: AccountId;
  /** A customer's given name and initial, or a business' name; empty for a number that is not registered. */
  readonly recipientName: string;
  /** The recipient's phone number, if the recipient is a person. */
  readonly recipient?: Msisdn;
  /** The recipient's business number, if the recipient is a business. */
  readonly code?: string;
  /** A bill's account number; for airtime and unclaimed money, the phone number that it is for. */
  readonly accountReference?: string;
  readonly amount: Money;
  /** The whole fee, whoever pays it. Screens show only the payer's part. */
  readonly fee: Money;
  /** The part of the fee that is excise duty. */
  readonly excise: Money;
  /** The quote expires at this time (milliseconds since 1970, UTC). */
  readonly until: number;
}

/** One payment of the customer. */
export interface PaymentLine {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly direction: 'in' | 'out';
  readonly type: PaymentType;
  /** True if the whole payment was reversed later. */
  readonly reversed: boolean;
  readonly reference: string;
  readonly amount: Money;
  /** The name of the other side, a person or a business; empty if it is not known. */
  readonly other: string;
  /** The other side's phone number, or the one that airtime or unclaimed money is for; absent if there is none. */
  readonly otherNumber?: Msisdn;
}

/** One payment in the customer's statement. */
export interface StatementLine extends PaymentLine {
  /** The part of the fee that this customer paid. */
  readonly fee: Money;
  /** The balance after the payment. */
  readonly balance: Money;
}

/** One of the customer's latest payments. */
export interface LatestPayment extends PaymentLine {
  /** False where it was refused or failed, and moved no money. */
  readonly done: boolean;
}

type Customer =
  | { readonly known: false }
  | {
      readonly known: true;
      readonly name: string;
      readonly language: Language;
      readonly account: AccountId;
      /** The customer has not chosen a PIN yet. */
      readonly needsPin?: true;
      /** A code to choose a PIN was sent by SMS, and can still be used. */
      readonly codeSent?: true;
      /** Money waits for the number until a code proves who has it. */
      readonly moneyWaits?: true;
      /** That code was sent by SMS, and can still be used. */
      readonly numberCodeSent?: true;
      /** No name is told through the carrier now. */
      readonly namesAreLate?: true;
    };

type Refused = { readonly refusal: Refusal };

type Done = { readonly done: true } | Refused;

type CodeSent = { readonly sent: true } | { readonly notSent: CodeRefusal };
type CodeWrong = { readonly verdict: 'wrong'; readonly left: number };

interface Effects {
  /** Looks up the dialling number. It is the first effect of each session. */
  find_customer: { input: unknown; result: Customer };
  quote: {
    input: { readonly target: PaymentTarget; readonly amount: Money };
    /** `allowed` is the smallest or the largest amount that would be allowed, where the amount is what was wrong. */
    result: { readonly quote: Quote } | (Refused & { readonly allowed?: Money });
  };
  /** Looks up an agent, a biller or a till by its business number. */
  find_business: {
    input: { readonly kind: BusinessKind; readonly code: string };
    result:
      | { readonly business: { readonly name: string; readonly accounts?: AccountNumbers } }
      | Refused;
  };
  /** Reads the customer's latest recipients: at most three, newest first, each once. */
  read_recipients: {
    input: unknown;
    result: { readonly recipients: readonly { readonly name: string; readonly msisdn: Msisdn }[] };
  };
  /**
   * Counts the try before it compares the PIN. `at` is when the PIN was found right (milliseconds since 1970, UTC).
   * `left` is at least 1: a wrong PIN on the last try locks instead, `until` a time (the same). `late`: nothing was tried, because
   * no PIN is tried through the carrier now.
   */
  verify_pin: {
    input: { readonly pin: Pin };
    result:
      | { readonly verdict: 'right'; readonly at: number }
      | { readonly verdict: 'wrong'; readonly left: number }
      | { readonly verdict: 'locked'; readonly until?: number }
      | { readonly verdict: 'late' }
      /** There is no PIN yet, or not any more. */
      | { readonly verdict: 'none' };
  };
  /**
   * Turns a new PIN into a MAC for this number, under a key that is stored elsewhere. The MAC is journaled, compared and
   * finally stored, so the PIN itself does not outlive its turn.
   */
  stage_pin: { input: { readonly pin: Pin }; result: { readonly staged: string } };
  /** Compares the repeated PIN with the MAC of the first. */
  match_pin: {
    input: { readonly pin: Pin; readonly staged: string };
    result: { readonly same: boolean };
  };
  /** `same`: it is the PIN that the account has. */
  change_pin: {
    input: { readonly staged: string };
    result: Done | { readonly same: true };
  };
  /**
   * Sends a code by SMS, to choose a PIN with. `proof` is of a customer who has a PIN and forgot it. At most five a day go
   * out, and one a minute.
   */
  send_pin_code: {
    input: { readonly proof?: string };
    result: CodeSent;
  };
  /** Counts the try before it compares the code. `left` is at least 1. */
  verify_pin_code: {
    input: { readonly code: OneTimeCode };
    result:
      | { readonly verdict: 'right'; readonly proof: string }
      | CodeWrong
      | { readonly verdict: 'over' | 'blocked' };
  };
  /** Stores the PIN, for a code that was right. `same`: it is the PIN from before. `over`: the code is of no use any more. */
  choose_pin: {
    input: { readonly staged: string; readonly proof: string };
    result: { readonly outcome: 'chosen' | 'same' | 'over' };
  };
  /** Sends a code by SMS that proves who has the number, where money waits for it. */
  send_number_code: { input: unknown; result: CodeSent };
  /** Counts the try before it compares that code. The right one has the money paid out that waits. `left` is at least 1. */
  prove_number: {
    input: { readonly code: OneTimeCode };
    result: CodeWrong | { readonly verdict: 'right' | 'over' | 'blocked' };
  };
  /** Turns the number of an identity document into a MAC, which is journaled until the birth date is known. */
  stage_identity: {
    input: { readonly idNumber: IdNumber };
    result: { readonly staged: string };
  };
  /** Compares the answers with the identity on file. `care`: there is none, or no try is left, so a person has to help. */
  prove_identity: {
    input: { readonly staged: string; readonly birthDate: string };
    result:
      | { readonly verdict: 'right'; readonly proof: string }
      | { readonly verdict: 'wrong'; readonly left: number }
      | { readonly verdict: 'care' };
  };
  /** `birthDate` is an ISO date ("1990-12-31"), the names as they were typed. */
  register: {
    input: {
      readonly givenName: string;
      readonly familyName: string;
      readonly document: Pick<IdentityDocument, 'type' | 'country' | 'number'>;
      readonly birthDate: string;
      readonly language: Language;
      readonly staged: string;
    };
    /** `moneyWaits`: a code was sent, which the next dial asks for. `hasWallet`: somebody with this document has one. */
    result: { account: AccountId; moneyWaits?: true } | { hasWallet: true } | Refused;
  };
  /**
   * `at` is when the PIN was verified (milliseconds since 1970, UTC). It stays the same when the payment is retried, and
   * decides if the quote had expired. The result is `pending` when the outcome is not certain: the SMS will tell it.
   */
  pay: {
    input: { readonly quote: Quote; readonly at: number };
    result:
      | { readonly state: 'completed'; readonly reference: string; readonly balance: Money }
      | { readonly state: 'refused'; readonly refusal: Refusal }
      | { readonly state: 'pending' };
  };
  /** Reads the outcome of an earlier session's payment, by its id. It is `pending` until the ledger has an outcome. */
  read_payment: {
    input: { readonly id: string };
    result:
      | { readonly state: 'completed'; readonly reference: string }
      | { readonly state: 'refused'; readonly refusal: Refusal }
      | { readonly state: 'pending' };
  };
  read_balance: { input: unknown; result: { readonly balance: Money } | Refused };
  /**
   * Reads the last five payments, or the five before an entry, newest first. `earlier` is what to ask for the next five by,
   * where there are any.
   */
  read_statement: {
    input: { readonly before?: string };
    result: { readonly lines: readonly StatementLine[]; readonly earlier?: string } | Refused;
  };
  /** Reads the last five payments, newest first, also those that were refused or failed. */
  read_latest_payments: {
    input: unknown;
    result: { readonly payments: readonly LatestPayment[] } | Refused;
  };
  /** Reads the limits of the customer's tier, and the part of `daily` used in the market's day. Fees do not count. */
  read_limits: {
    input: unknown;
    result:
      | {
          readonly tier: number;
          readonly perPayment: Money;
          readonly daily: Money;
          readonly usedToday: Money;
        }
      | Refused;
  };
  set_language: { input: { readonly language: Language }; result: Done };
  /** Reports a problem with one of the customer's payments to customer care, however it ended. */
  open_dispute: {
    input: { readonly reference: string; readonly reason: DisputeReason };
    result: Done;
  };
  /** Freezes the customer's own account: no money leaves it until customer care opens it again. */
  block_account: { input: unknown; result: Done };
}

export type EffectName = keyof Effects;

export type EffectNamed<Name extends EffectName> = { readonly type: Name } & Effects[Name]['input'];

export type Effect = { [Name in EffectName]: EffectNamed<Name> }[EffectName];

export type Result<Name extends EffectName = EffectName> = Effects[Name]['result'];

/** The result of a performed effect. `unavailable` means that it failed, or that its outcome is unknown. */
export type Performed<Name extends EffectName = EffectName> = Result<Name> | 'unavailable';

/**
 * How each effect affects navigation. `read`: type-ahead answers may cause it. `pin_try`: it counts a PIN try, which is
 * stored with the PIN and not in the journal, so going back across it is harmless. `write`: the customer cannot go back
 * across it.
 */
export const effectKind: Readonly<Record<EffectName, 'read' | 'pin_try' | 'write'>> = {
  find_customer: 'read',
  quote: 'read',
  find_business: 'read',
  read_recipients: 'read',
  read_payment: 'read',
  read_balance: 'read',
  read_statement: 'read',
  read_latest_payments: 'read',
  read_limits: 'read',
  // A customer without a PIN is sent a code by the dial alone. How many go out is limited where they are counted.
  send_pin_code: 'read',
  // So is one for whose number money waits.
  send_number_code: 'read',
  stage_identity: 'read',
  stage_pin: 'read',
  match_pin: 'read',
  verify_pin: 'pin_try',
  verify_pin_code: 'pin_try',
  prove_identity: 'pin_try',
  prove_number: 'pin_try',
  choose_pin: 'write',
  change_pin: 'write',
  register: 'write',
  pay: 'write',
  set_language: 'write',
  open_dispute: 'write',
  block_account: 'write',
};
