/** Performs what a conversation asks for, against the deadline of its turn. */
import type { AccountId } from '../../../core/account.ts';
import type { Outcome } from '../../../core/payments/outcome.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Effect, EffectNamed, Performed, Result } from '../../../ussd/effects.ts';
import type { RunEffect } from '../../../ussd/engine/engine.ts';
import type { Journal } from '../../../ussd/engine/journal.ts';
import { inTime } from '../../clock.ts';
import type { SubscriberTurn } from '../../objects/rpc.ts';
import type { Parts } from '../../parts.ts';
import { alert } from '../../telemetry/log.ts';
import { type Asker, effectHandlers } from './effect-handlers.ts';
import { type Session, sessionPaymentId } from './sessions.ts';

/** A payment that has no outcome yet that its subscriber learned, and the partition that knows. */
export interface Unresolved {
  readonly partition: number;
  readonly request: PaymentRequest;
}

/** Where a payment is kept before it is begun, with the journal that led to it, until its outcome is learned. */
export interface OpenPayments {
  begin(payment: Unresolved, journal: Journal): void;
  /** Nobody waits for it any more, whether its outcome was learned or not. */
  end(payment: Unresolved, learned: boolean): void;
}

/** What is not answered by `deadline` (milliseconds since 1970) is `unavailable`; a payment is then `pending`. */
export function effectRunner(
  system: Parts,
  { msisdn, device }: Pick<SubscriberTurn, 'msisdn' | 'device'>,
  session: Session,
  deadline: number,
  open: OpenPayments,
) {
  const { pseudonyms } = system;
  const others = effectHandlers(system, msisdn, session);

  return async ({ effect, index, progress }: RunEffect): Promise<Performed> => {
    const account = () => accountOf(progress.journal);
    try {
      if (effect.type === 'pay') {
        const payment = paymentFor(effect, index, account());
        open.begin(payment, progress.journal);
        return await pay(payment);
      }
      // Each effect's function takes the effect of its own name, which the type of the table says.
      const act = others[effect.type] as (asked: Effect, asker: Asker) => Promise<Result>;
      return await inTime(act(effect, { index, account }), deadline, system);
    } catch (error) {
      alert(`${effect.type}_failed`, error);
      return 'unavailable';
    }
  };

  /** All of it comes from the journal, so that an act that is tried again asks for the same payment. */
  function paymentFor(
    { quote, at }: EffectNamed<'pay'>,
    index: number,
    payer: AccountId,
  ): Unresolved {
    const request: PaymentRequest = {
      id: sessionPaymentId(session, pseudonyms, index),
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
    return { partition: system.partitionOf(msisdn), request };
  }

  async function pay(payment: Unresolved): Promise<Performed> {
    try {
      const outcome = await inTime(payAt(system, payment), deadline, system);
      const result = told(outcome);
      // Of what an operator is to decide, that is the outcome: the SMS that follows his verdict tells the rest.
      open.end(payment, outcome.state === 'review' || result.state !== 'pending');
      return result;
    } catch (error) {
      alert('pay_unanswered', error);
      open.end(payment, false);
      return { state: 'pending' };
    }
  }
}

/** An object that was reset in the middle of a call is asked again, for the same id, through a new stub. */
async function payAt(system: Parts, { partition, request }: Unresolved): Promise<Outcome> {
  try {
    return await system.partition(partition).pay(request);
  } catch (error) {
    if ((error as { overloaded?: boolean }).overloaded) throw error;
    return await system.partition(partition).pay(request);
  }
}

function told({ state, refusal, reference, balance }: Outcome): Performed<'pay'> & object {
  if (state === 'completed' && reference && balance) return { state, reference, balance };
  if (state === 'rejected' || state === 'failed') {
    return { state: 'refused', refusal: refusal ?? 'unavailable' };
  }
  return { state: 'pending' };
}

/** Whose session it is; known from its first effect on. */
function accountOf({ entries }: Journal): AccountId {
  for (const entry of entries) {
    if (entry.kind !== 'performed' || entry.effect !== 'find_customer') continue;
    const { result } = entry;
    if (result !== 'unavailable' && 'known' in result && result.known) return result.account;
  }
  throw new Error('a conversation acts before it knows the customer');
}
