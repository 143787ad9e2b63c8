/** Runs the effects that a flow requests, within the turn's deadline. Payments it hands back: the Subscriber object makes them. */
import type { AccountId } from '../../../core/account.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Effect, EffectNamed, Performed, Result } from '../../../ussd/effects.ts';
import type { RunEffect } from '../../../ussd/engine/engine.ts';
import type { Journal } from '../../../ussd/engine/journal.ts';
import { inTime } from '../../clock.ts';
import type { Parts } from '../../parts.ts';
import type { EffectContext, EffectTurn, HandlerParts } from './effect-handlers/handler.ts';
import { effectHandlers } from './effect-handlers/index.ts';
import { sessionPaymentId } from './sessions.ts';

/** A payment that the flow requests. */
export interface PaymentDue {
  readonly kind: 'payment';
  readonly request: PaymentRequest;
  /** The number of the partition that works for the payer. */
  readonly partition: number;
  /** The person whose name the payer was shown. */
  readonly recipient: Msisdn | undefined;
}

/** A result that is on its way. It rejects where the effect failed, or had no answer by the deadline. */
export interface EffectStarted {
  readonly kind: 'started';
  readonly result: Promise<Performed>;
}

export type EffectRunner = (step: RunEffect) => PaymentDue | EffectStarted;

/** `deadline` is in milliseconds since 1970. */
export function effectRunner(
  parts: HandlerParts & Pick<Parts, 'partitionOf'>,
  turn: EffectTurn & { readonly device?: string | undefined },
  deadline: number,
): EffectRunner {
  return ({ effect, index, progress: { journal } }) => {
    if (effect.type === 'pay') return paymentDue(effect, index, accountOf(journal));
    // Each handler takes the effect of its own name, which the registry's type says.
    const handle = effectHandlers[effect.type] as (
      effect: Effect,
      context: EffectContext,
      parts: HandlerParts,
    ) => Promise<Result>;
    const account = () => accountOf(journal);
    const owner = () => ({ account: account(), msisdn: turn.msisdn });
    const context = { ...turn, index, journal, account, owner };
    return { kind: 'started', result: inTime(handle(effect, context, parts), deadline, parts) };
  };

  /** All of it comes from the journal, so a turn that is tried again requests the same payment. */
  function paymentDue(
    { quote, at }: EffectNamed<'pay'>,
    index: number,
    payer: AccountId,
  ): PaymentDue {
    const { msisdn, device, session } = turn;
    const request: PaymentRequest = {
      id: sessionPaymentId(session, parts.pseudonyms, index),
      type: quote.type,
      channel: 'ussd',
      payer,
      payee: quote.payee,
      amount: quote.amount,
      fee: quote.fee,
      excise: quote.excise,
      quotedUntil: quote.until,
      ...(quote.accountReference !== undefined && { accountReference: quote.accountReference }),
      ...(device !== undefined && { device }),
      requestedAt: at,
    };
    const partition = parts.partitionOf(msisdn);
    return { kind: 'payment', request, partition, recipient: quote.recipient };
  }
}

/** The customer's account, which the session's first effect finds. */
function accountOf({ entries }: Journal): AccountId {
  for (const entry of entries) {
    if (entry.kind !== 'performed' || entry.effect !== 'find_customer') continue;
    const { result } = entry;
    if (result !== 'unavailable' && 'known' in result && result.known) return result.account;
  }
  throw new Error('a conversation acts before it knows the customer');
}
