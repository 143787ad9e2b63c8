/** Performs what a conversation asks for, against the deadline of its turn. */
import { paymentId } from '../core/ids.ts';
import type { Msisdn } from '../core/msisdn.ts';
import type { AccountId, Outcome, PaymentRequest } from '../core/payment.ts';
import type { Effect, EffectNamed, Performed, Result } from '../ussd/effects.ts';
import type { Wanted } from '../ussd/engine.ts';
import type { Journal } from '../ussd/journal.ts';
import { type Asker, effects } from './effects.ts';
import { alert } from './log.ts';
import type { Session } from './sessions.ts';
import type { System } from './system.ts';

/** A payment whose outcome the subscriber could not learn, and the partition that knows. */
export interface Unresolved {
  readonly partition: number;
  readonly request: PaymentRequest;
}

interface Done {
  readonly result: Performed;
  readonly unresolved?: Unresolved;
}

/** What is not answered by `deadline` (milliseconds since 1970) is `unavailable`; a payment is then `pending`. */
export function performer(system: System, msisdn: Msisdn, session: Session, deadline: number) {
  const { keys, clock } = system;
  const others = effects(system, msisdn, session);

  return async ({ effect, index, progress }: Wanted): Promise<Done> => {
    const account = () => accountOf(progress.journal);
    try {
      if (effect.type === 'pay') return await pay(effect, index, account());
      // Each effect's function takes the effect of its own name, which the type of the table says.
      const act = others[effect.type] as (asked: Effect, asker: Asker) => Promise<Result>;
      return { result: await inTime(act(effect, { index, account }), deadline, system) };
    } catch (error) {
      alert(`${effect.type}_failed`, error);
      return { result: 'unavailable' };
    }
  };

  async function pay(
    { quote }: EffectNamed<'pay'>,
    index: number,
    payer: AccountId,
  ): Promise<Done> {
    const request: PaymentRequest = {
      id: paymentId(session.startedAt, keys.bits(session.seed, 'pay', String(index))),
      type: quote.type,
      channel: 'ussd',
      payer,
      payee: quote.payee,
      amount: quote.amount,
      fee: quote.fee,
      ...(quote.accountReference !== undefined && { accountReference: quote.accountReference }),
      requestedAt: clock.now(),
    };
    const partition = system.partitionOf(msisdn);
    try {
      const outcome = await inTime(payAt(system, partition, request), deadline, system);
      const result = told(outcome);
      return result.state === 'pending'
        ? { result, unresolved: { partition, request } }
        : { result };
    } catch (error) {
      alert('pay_unanswered', error);
      return { result: { state: 'pending' }, unresolved: { partition, request } };
    }
  }
}

/** An object that was reset in the middle of a call is asked again, for the same id, through a new stub. */
async function payAt(system: System, partition: number, request: PaymentRequest): Promise<Outcome> {
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

export async function inTime<T>(work: Promise<T>, deadline: number, { clock }: System): Promise<T> {
  const timer = clock.after(Math.max(deadline - clock.now(), 0));
  const late = timer.elapsed.then(() => {
    throw new Error('no answer within the turn');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.cancel();
  }
}
