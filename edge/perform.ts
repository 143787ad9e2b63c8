/** Performs what a conversation asks for, against the deadline of its turn. */
import { paymentId } from '../core/ids.ts';
import { localTime } from '../core/market.ts';
import type { Msisdn } from '../core/msisdn.ts';
import type { AccountId, Outcome, PaymentRequest } from '../core/payment.ts';
import { quote } from '../core/revenue/quote.ts';
import type { Effect, EffectNamed, Performed } from '../ussd/effects.ts';
import type { Wanted } from '../ussd/engine.ts';
import type { Journal } from '../ussd/journal.ts';
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
  const { keys, customers, market, clock } = system;
  const bits = (...path: string[]) => keys.bits(session.seed, ...path);
  const today = () => localTime(market, clock.now()).day;

  return async ({ effect, index, progress }: Wanted): Promise<Done> => {
    try {
      if (effect.type === 'pay') return await pay(effect, index, accountOf(progress.journal));
      const result = await inTime(read(effect, index, progress.journal), deadline, system);
      return { result };
    } catch (error) {
      alert(`${effect.type}_failed`, error);
      return { result: 'unavailable' };
    }
  };

  async function read(
    effect: Exclude<Effect, { type: 'pay' }>,
    index: number,
    journal: Journal,
  ): Promise<Performed> {
    if (effect.type === 'find_customer') return findCustomer();
    const account = accountOf(journal);
    switch (effect.type) {
      case 'quote':
        return priced(effect, account);
      case 'verify_pin':
        return verifyPin(effect, index, account);
      case 'read_balance': {
        const found = await customers.balance(account, today());
        return found ? { balance: found.balance } : { refusal: 'payer_not_found' };
      }
      case 'set_language': {
        const done = await customers.setLanguage(account, effect.language);
        return done ? { done: true } : { refusal: 'payer_not_found' };
      }
    }
  }

  async function findCustomer(): Promise<Performed<'find_customer'>> {
    const found = await customers.find(msisdn);
    if (!found) return { known: false };
    const { account, givenName, familyName, language } = found;
    return { known: true, name: `${givenName} ${familyName}`, language, account };
  }

  async function priced(
    { to, amount }: EffectNamed<'quote'>,
    account: AccountId,
  ): Promise<Performed<'quote'>> {
    const facts = await customers.quoteFacts(account, to, today());
    const quoted = quote(account, amount, facts, market);
    if ('refusal' in quoted) return quoted;
    const { payee, payeeName, fee } = quoted;
    return {
      quote: { type: 'p2p', payee, recipient: to, recipientName: payeeName, amount, fee },
    };
  }

  /** The try's id holds what was typed, so another PIN is another try and the same one repeated is not. */
  async function verifyPin(
    { pin }: EffectNamed<'verify_pin'>,
    index: number,
    account: AccountId,
  ): Promise<Performed<'verify_pin'>> {
    const mac = keys.pin(msisdn, pin);
    const attempt = paymentId(session.startedAt, bits('pin', String(index), mac));
    const { right, triesLeft } = await customers.verifyPin(account, mac, attempt);
    if (right) return { verdict: 'right' };
    return triesLeft > 0 ? { verdict: 'wrong', left: triesLeft } : { verdict: 'locked' };
  }

  async function pay(
    { quote }: EffectNamed<'pay'>,
    index: number,
    payer: AccountId,
  ): Promise<Done> {
    const request: PaymentRequest = {
      id: paymentId(session.startedAt, bits('pay', String(index))),
      type: quote.type,
      channel: 'ussd',
      payer,
      payee: quote.payee,
      amount: quote.amount,
      fee: quote.fee,
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

async function inTime<T>(work: Promise<T>, deadline: number, { clock }: System): Promise<T> {
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
