/**
 * The books as a serial machine of plain maps: what a ledger owes whoever calls it, whatever it is built from.
 * Nothing is counted as it goes: what is held and what a day has used is summed from the payments when asked.
 */
import type { AccountId, CoreAnswer, PaymentRequest, PaymentState } from '../../core/payment.ts';
import type { Ending, Review, Settled } from '../../core/pipeline.ts';
import type { Refusal } from '../../core/refusal.ts';

export interface ModelAccount {
  balance: bigint;
  frozen: boolean;
  readonly mayBeNegative: boolean;
  readonly dailyLimit: bigint | null;
  /** The latest day on which something was held; a day never goes back. */
  day: string;
}

interface ModelPayment {
  readonly request: PaymentRequest;
  readonly number: bigint;
  readonly day: string;
  expiresAt: number;
  /** Whether its end is an operator's to say. */
  inReview?: boolean;
  state: PaymentState;
  refusal?: Refusal;
  endedAt?: number;
  payerBalance?: bigint;
}

/** How long a reservation may stand, in milliseconds. */
const lifetime = 20_000;

export class Model {
  readonly accounts = new Map<AccountId, ModelAccount>();
  readonly payments = new Map<string, ModelPayment>();
  readonly #fees: AccountId;

  /** `fees` is the account that takes them. */
  constructor(fees: AccountId = 'fees') {
    this.#fees = fees;
    this.open(fees, 0n);
  }

  open(id: AccountId, balance: bigint, others: Partial<ModelAccount> = {}): void {
    const none = { frozen: false, mayBeNegative: false, dailyLimit: null, day: '1970-01-01' };
    this.accounts.set(id, { ...none, ...others, balance });
  }

  reserve(request: PaymentRequest, now: number): CoreAnswer {
    const known = this.payments.get(request.id);
    if (known) return sameRequest(known.request, request) ? answer(known) : conflict;

    const account = this.account(request.payer);
    const day = later(dayInNairobi(request.requestedAt), account.day);
    const refusal = this.#refusal(request, account, day);
    if (!refusal) account.day = day;
    return answer(this.#log(request, day, now + lifetime, refusal && { refusal, endedAt: now }));
  }

  settle(id: string, ending: Ending, now: number): Settled {
    const payment = this.payments.get(id);
    if (!payment) throw new Error('unknown payment');
    if (payment.state === 'reserved' && !payment.inReview) this.#end(payment, ending, now);
    return settled(payment);
  }

  review(id: string, { until }: Pick<Review, 'until'>): Settled {
    const payment = this.payments.get(id);
    if (!payment) throw new Error('unknown payment');
    if (payment.state === 'reserved' && !payment.inReview) {
      payment.inReview = true;
      payment.expiresAt = until;
    }
    return settled(payment);
  }

  /** The operator's. */
  verdict(id: string, ending: Omit<Ending, 'evidence'>, now: number): void {
    const payment = this.payments.get(id);
    if (payment?.state === 'reserved' && payment.inReview) this.#end(payment, ending, now);
  }

  abandon(request: PaymentRequest, ending: Ending, now: number): Settled {
    const known = this.payments.get(request.id);
    if (known && !sameRequest(known.request, request)) return conflict;
    if (known) return this.settle(request.id, ending, now);
    const { state, refusal = 'unavailable' } = ending;
    const day = dayInNairobi(request.requestedAt);
    return settled(this.#log(request, day, now, { state, refusal, endedAt: now }));
  }

  expire(now: number): number {
    const over = [...this.payments.values()].filter(
      ({ state, expiresAt }) => state === 'reserved' && expiresAt <= now,
    );
    for (const payment of over) this.#end(payment, { state: 'failed', refusal: 'timeout' }, now);
    return over.length;
  }

  account(id: AccountId): ModelAccount {
    const account = this.accounts.get(id);
    if (!account) throw new Error(`no account ${id}`);
    return account;
  }

  held(id: AccountId): bigint {
    return this.#sum(id, ({ state }) => state === 'reserved', true);
  }

  /** What completed and reserved payments of the account's latest day add up to, without fees. */
  used(id: AccountId, day = this.account(id).day): bigint {
    const counts = new Set<PaymentState>(['reserved', 'completed']);
    return this.#sum(id, (payment) => payment.day === day && counts.has(payment.state), false);
  }

  #refusal(request: PaymentRequest, account: ModelAccount, day: string): Refusal | undefined {
    const { payer, amount, fee } = request;
    if (account.frozen) return 'payer_unavailable';
    const { dailyLimit } = account;
    if (dailyLimit !== null && this.used(payer, day) + amount.minor > dailyLimit) {
      return 'daily_limit_exceeded';
    }
    const available = account.balance - this.held(payer);
    const short = !account.mayBeNegative && amount.minor + fee.minor > available;
    return short ? 'insufficient_funds' : undefined;
  }

  #log(
    request: PaymentRequest,
    day: string,
    expiresAt: number,
    end: { state?: PaymentState; refusal: Refusal; endedAt: number } | undefined,
  ): ModelPayment {
    const state = end ? 'rejected' : 'reserved';
    const number = BigInt(this.payments.size + 1);
    const payment = { request, number, day, expiresAt, state, ...end } satisfies ModelPayment;
    this.payments.set(request.id, payment);
    return payment;
  }

  #end(payment: ModelPayment, { state, refusal }: Omit<Ending, 'evidence'>, now: number): void {
    payment.state = state;
    payment.endedAt = now;
    payment.inReview = false;
    if (refusal) payment.refusal = refusal;
    if (state !== 'completed') return;
    const { payer, payee, amount, fee } = payment.request;
    this.account(payer).balance -= amount.minor + fee.minor;
    this.account(payee).balance += amount.minor;
    this.account(this.#fees).balance += fee.minor;
    payment.payerBalance = this.account(payer).balance;
  }

  #sum(payer: AccountId, counts: (payment: ModelPayment) => boolean, fees: boolean): bigint {
    let sum = 0n;
    for (const payment of this.payments.values()) {
      const { request } = payment;
      if (request.payer !== payer || !counts(payment)) continue;
      sum += request.amount.minor + (fees ? request.fee.minor : 0n);
    }
    return sum;
  }
}

const conflict = { state: 'rejected', refusal: 'idempotency_conflict' } as const;

function answer({ state, refusal, number, endedAt }: ModelPayment): CoreAnswer {
  return {
    state,
    ...(refusal && { refusal }),
    ...(endedAt !== undefined && { number, endedAt }),
  };
}

function settled(payment: ModelPayment): Settled {
  const { number, inReview, payerBalance } = payment;
  return {
    ...answer(payment),
    number,
    ...(inReview && { inReview }),
    ...(payerBalance !== undefined && { payerBalance }),
  };
}

function sameRequest(a: PaymentRequest, b: PaymentRequest): boolean {
  const said = ({ type, payer, payee, amount, fee, accountReference }: PaymentRequest) =>
    [type, payer, payee, amount.minor, fee.minor, accountReference].join(' ');
  return said(a) === said(b);
}

function later(a: string, b: string): string {
  return a < b ? b : a;
}

function dayInNairobi(at: number): string {
  return new Date(at + 3 * 3_600_000).toISOString().slice(0, 10);
}
