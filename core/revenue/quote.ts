/** Price and recipient as shown to the payer before the PIN. The fee in it stands. */
import type { Market } from '../market.ts';
import type { Money } from '../money.ts';
import type { AccountId } from '../payment.ts';
import type { Refusal } from '../refusal.ts';
import { refusalFor, type Standing } from './check.ts';
import { feeFor } from './tariff.ts';

/** The payer's standing, and who has the number that money shall go to. */
export interface QuoteFacts extends Standing {
  readonly payee: AccountId | null;
  /** Given name and initial: all that a payer is shown of somebody else. */
  readonly payeeName: string | null;
}

export type Quoted =
  | { readonly payee: AccountId; readonly payeeName: string; readonly fee: Money }
  | { readonly refusal: Refusal };

/** A price for sending `amount`, or why it would be refused now; so nobody types a PIN in vain. */
export function quote(
  payer: AccountId,
  amount: Money,
  facts: QuoteFacts | undefined,
  market: Market,
): Quoted {
  if (!facts) return { refusal: 'payer_not_found' };
  if (facts.payee === null || facts.payeeName === null) return { refusal: 'recipient_not_found' };
  if (facts.payee === payer) return { refusal: 'same_party' };
  const fee = feeFor('p2p', amount, market);
  const refusal = refusalFor(amount, fee, facts, market);
  if (refusal || !fee) return { refusal: refusal ?? 'amount_too_large' };
  return { payee: facts.payee, payeeName: facts.payeeName, fee };
}
