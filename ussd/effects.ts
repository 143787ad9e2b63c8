/**
 * What a flow may ask of the world, and what it may hear back: plain data both ways, a closed list. The
 * flow only names an effect; whoever drives the engine performs it, once.
 */
import type { Language } from '../core/market.ts';
import type { Money } from '../core/money.ts';
import type { Msisdn } from '../core/msisdn.ts';
import type { AccountId } from '../core/payment.ts';
import type { Refusal } from '../core/refusal.ts';
import type { Pin } from './inputs.ts';

/** Price and recipient as the payer sees them before the PIN. */
export interface Quote {
  readonly type: 'p2p';
  readonly payee: AccountId;
  readonly recipient: Msisdn;
  readonly recipientName: string;
  readonly amount: Money;
  readonly fee: Money;
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

interface Effects {
  /** Who is dialling? The first effect of each dial. */
  find_customer: { asked: unknown; result: Customer };
  quote: {
    asked: { readonly to: Msisdn; readonly amount: Money };
    result: { readonly quote: Quote } | Refused;
  };
  /** Counts the try before it compares. `left` is at least 1; the try that uses up the last one locks. */
  verify_pin: {
    asked: { readonly pin: Pin };
    result:
      | { readonly verdict: 'right' }
      | { readonly verdict: 'wrong'; readonly left: number }
      | { readonly verdict: 'locked' };
  };
  /** `pending` whenever the outcome is not known for certain: the SMS will tell. */
  pay: {
    asked: { readonly quote: Quote };
    result:
      | { readonly state: 'completed'; readonly reference: string; readonly balance: Money }
      | { readonly state: 'refused'; readonly refusal: Refusal }
      | { readonly state: 'pending' };
  };
  read_balance: { asked: unknown; result: { readonly balance: Money } | Refused };
  set_language: {
    asked: { readonly language: Language };
    result: { readonly done: true } | Refused;
  };
}

export type EffectName = keyof Effects;

export type EffectNamed<Name extends EffectName> = { readonly type: Name } & Effects[Name]['asked'];

export type Effect = { [Name in EffectName]: EffectNamed<Name> }[EffectName];

export type Result<Name extends EffectName = EffectName> = Effects[Name]['result'];

/** What whoever performs an effect hands back. `unavailable`: it did not work, or nobody knows if it did. */
export type Performed<Name extends EffectName = EffectName> = Result<Name> | 'unavailable';

/** Effects that change nothing, so that answers sent ahead of their questions may cause them. */
export const reads: ReadonlySet<EffectName> = new Set<EffectName>(['find_customer', 'quote']);
