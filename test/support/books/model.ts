/**
 * The books as a serial machine of plain maps: what a ledger owes whoever calls it, whatever it is built from.
 * Nothing is counted as it goes: what is held, sent and received is summed from the payments when asked.
 */

import type { AccountId, AccountKind } from '../../../core/account.ts';
import { kenya } from '../../../core/markets/ke.ts';
import { localTime } from '../../../core/markets/local-time.ts';
import type { Tier } from '../../../core/markets/market.ts';
import { feeExceedsAmount, payerFee } from '../../../core/payments/fee.ts';
import type { PaymentState, ReserveResult } from '../../../core/payments/outcome.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { descriptors } from '../../../core/payments/types.ts';
import type { SettleCommand, SettleResult } from '../../../core/pipeline/ports.ts';
import type { Refusal } from '../../../core/refusal.ts';
import {
  exceedsReceiveLimits,
  type LimitUsage,
  sendLimitRefusal,
} from '../../../core/revenue/limits.ts';
import { windowsOf } from '../../../core/revenue/windows.ts';
import { Timers } from './model-timers.ts';

export interface ModelAccount {
  balance: bigint;
  status: 'active' | 'frozen' | 'closed';
  readonly kind: AccountKind;
  readonly currency: string;
  readonly mayBeNegative: boolean;
  readonly tier: Tier | undefined;
  readonly dailyLimit: bigint | null;
  /** The latest days on which something was held, and something that is counted arrived; a day never goes back. */
  sentDay: string;
  receivedDay: string;
  /** As the books number them, from 1. */
  readonly entries: {
    readonly payment: string;
    readonly amount: bigint;
    readonly balance: bigint;
  }[];
}

export interface ModelPayment {
  readonly request: PaymentRequest;
  readonly number: bigint;
  /** The days that the payer's limits count it on, and the payee's. */
  readonly day: string;
  receivedDay?: string;
  expiresAt: number;
  state: PaymentState;
  refusal?: Refusal;
  endedAt?: number;
  payerBalance?: bigint;
}

/** How long a reservation may stand, in milliseconds. */
const lifetime = 20_000;

const longAgo = '1970-01-01';

export class Model {
  readonly accounts = new Map<AccountId, ModelAccount>();
  readonly payments = new Map<string, ModelPayment>();
  readonly timers = new Timers(this.payments, this.accounts);
  readonly #fees: AccountId;
  readonly #excise: AccountId;

  /** The accounts that take fees, and the duty on them. */
  constructor(fees: AccountId = 'fees', excise: AccountId = 'excise') {
    this.#fees = fees;
    this.#excise = excise;
    this.open(fees, 0n, { kind: 'fee_revenue' });
    this.open(excise, 0n, { kind: 'excise' });
  }

  open(id: AccountId, balance: bigint, others: Partial<ModelAccount> = {}): void {
    this.accounts.set(id, {
      ...{ status: 'active', kind: 'wallet', currency: 'KES', mayBeNegative: false },
      ...{ tier: undefined, dailyLimit: null, sentDay: longAgo, receivedDay: longAgo },
      ...others,
      ...{ balance, entries: [] },
    });
  }

  reserve(request: PaymentRequest, now: number): ReserveResult {
    const known = this.payments.get(request.id);
    if (known) return sameRequest(known.request, request) ? answer(known) : conflict;

    const account = this.accounts.get(request.payer);
    if (!account || !descriptors[request.type].payers.includes(account.kind)) {
      return { state: 'rejected', refusal: 'payer_not_found' };
    }
    const day = later(localTime(kenya, now).day, account.sentDay);
    const refusal = this.#refusal(request, account, day);
    if (!refusal) account.sentDay = day;
    const end = refusal && ({ state: 'rejected', refusal, endedAt: now } as const);
    this.timers.add(now + lifetime, request.id);
    return answer(this.#log(request, day, now + lifetime, end));
  }

  settle({ id }: Pick<PaymentRequest, 'id'>, ending: SettleCommand, now: number): SettleResult {
    const payment = this.payments.get(id);
    if (!payment) throw new Error('unknown payment');
    if (payment.state === 'reserved') this.#end(payment, ending, now);
    return settled(payment);
  }

  review({ id }: Pick<PaymentRequest, 'id'>, until: number, _now: number): SettleResult {
    const payment = this.payments.get(id);
    if (!payment) throw new Error('unknown payment');
    if (payment.state === 'reserved') {
      payment.state = 'review';
      payment.expiresAt = until;
      this.timers.add(until, id);
    }
    return settled(payment);
  }

  /** The operator's. */
  verdict(id: string, ending: SettleCommand, now: number): void {
    const payment = this.payments.get(id);
    if (payment?.state !== 'review') return;
    this.#end(payment, ending, now);
    this.timers.add(now, id);
  }

  voidPayment(request: PaymentRequest, ending: SettleCommand, now: number): SettleResult {
    const known = this.payments.get(request.id);
    if (known && !sameRequest(known.request, request)) return conflict;
    if (known) return this.settle(request, ending, now);
    const { state, refusal = 'unavailable' } = ending;
    this.timers.add(now, request.id);
    const { day } = localTime(kenya, now);
    return settled(this.#log(request, day, now, { state, refusal, endedAt: now }));
  }

  /** Ends what is open past its time; how many payments that were. */
  expire(now: number): number {
    const over = [...this.payments.values()].filter(
      (payment) => isOpen(payment) && payment.expiresAt <= now,
    );
    for (const payment of over) {
      const ending =
        payment.state === 'review'
          ? ({ state: 'rejected', refusal: 'fraud_declined' } as const)
          : ({ state: 'failed', refusal: 'timeout' } as const);
      this.#end(payment, ending, now);
    }
    return over.length;
  }

  account(id: AccountId): ModelAccount {
    const account = this.accounts.get(id);
    if (!account) throw new Error(`no account ${id}`);
    return account;
  }

  held(id: AccountId): bigint {
    return this.#of(id, 'payer')
      .filter(isOpen)
      .reduce((sum, { request }) => sum + debit(request), 0n);
  }

  /** What completed and open payments of the windows of a day add up to, without fees; of its latest by default. */
  sent(id: AccountId, day = this.account(id).sentDay): LimitUsage {
    const counted = this.#of(id, 'payer').filter(
      (p) => isCounted(p) && (isOpen(p) || p.state === 'completed'),
    );
    return used(day, counted, (payment) => payment.day);
  }

  received(id: AccountId, day = this.account(id).receivedDay): LimitUsage {
    const counted = this.#of(id, 'payee').filter((p) => isCounted(p) && p.state === 'completed');
    return used(day, counted, (payment) => payment.receivedDay ?? longAgo);
  }

  #of(id: AccountId, side: 'payer' | 'payee'): ModelPayment[] {
    return [...this.payments.values()].filter(({ request }) => request[side] === id);
  }

  #refusal(request: PaymentRequest, account: ModelAccount, day: string): Refusal | undefined {
    const { payer, amount, fee, type } = request;
    const { countsTowardLimits, allowedWhenFrozen } = descriptors[type];
    const { status, tier, dailyLimit } = account;
    if (status === 'closed' || (status === 'frozen' && !allowedWhenFrozen))
      return 'payer_unavailable';
    if (feeExceedsAmount(type, amount, fee)) return 'amount_too_small';
    const over =
      countsTowardLimits && sendLimitRefusal(amount.minor, this.sent(payer, day), tier, dailyLimit);
    if (over) return over;
    const available = account.balance - this.held(payer);
    const short = !account.mayBeNegative && debit(request) > available;
    return short ? 'insufficient_funds' : undefined;
  }

  /** Why the payee may not be paid what was held for them. */
  #barrier(request: PaymentRequest, day: string): Refusal | undefined {
    const { type, payer, payee, amount } = request;
    const { payees, countsTowardLimits, allowedWhenFrozen } = descriptors[type];
    const account = this.accounts.get(payee);
    if (!account || !payees.includes(account.kind)) return 'recipient_not_found';
    const { currency, status, tier, balance } = account;
    if (currency !== this.account(payer).currency) return 'currency_mismatch';
    const isFrozen = status === 'frozen' && account.kind !== 'wallet' && !allowedWhenFrozen;
    if (status === 'closed' || isFrozen) return 'recipient_unavailable';
    const used = this.received(payee, day);
    const left = balance + credit(request);
    const isOver =
      countsTowardLimits && tier && exceedsReceiveLimits(amount.minor, left, used, tier);
    return isOver ? 'recipient_limit_exceeded' : undefined;
  }

  #log(
    request: PaymentRequest,
    day: string,
    expiresAt: number,
    end: { state: PaymentState; refusal: Refusal; endedAt: number } | undefined,
  ): ModelPayment {
    const number = BigInt(this.payments.size + 1);
    const payment: ModelPayment = { request, number, day, expiresAt, state: 'reserved', ...end };
    this.payments.set(request.id, payment);
    return payment;
  }

  #end(payment: ModelPayment, ending: SettleCommand, now: number): void {
    const { request } = payment;
    const day = later(
      localTime(kenya, now).day,
      this.accounts.get(request.payee)?.receivedDay ?? longAgo,
    );
    const barrier = ending.state === 'completed' ? this.#barrier(request, day) : undefined;
    const { state, refusal } = barrier
      ? ({ state: 'rejected', refusal: barrier } as const)
      : ending;
    payment.state = state;
    payment.endedAt = now;
    if (refusal) payment.refusal = refusal;
    if (state === 'completed') this.#post(payment, day);
  }

  #post(payment: ModelPayment, day: string): void {
    const { id, payer, payee, fee, excise } = payment.request;
    const duty = excise?.minor ?? 0n;
    payment.receivedDay = day;
    if (isCounted(payment)) this.account(payee).receivedDay = day;
    const legs: [AccountId, bigint][] = [
      [payer, -debit(payment.request)],
      [payee, credit(payment.request)],
      [this.#fees, fee.minor - duty],
      [this.#excise, duty],
    ];
    for (const [to, minor] of legs.filter(([, minor]) => minor !== 0n)) {
      const account = this.account(to);
      account.balance += minor;
      account.entries.push({ payment: id, amount: minor, balance: account.balance });
    }
    payment.payerBalance = this.account(payer).balance;
  }
}

const conflict = { state: 'rejected', refusal: 'idempotency_conflict' } as const;

/** What it takes from its payer. */
export function debit({ type, amount, fee }: PaymentRequest): bigint {
  return amount.minor + payerFee(type, fee).minor;
}

/** What its payee has of it. */
function credit(request: PaymentRequest): bigint {
  return debit(request) - request.fee.minor;
}

function isOpen({ state }: ModelPayment): boolean {
  return state === 'reserved' || state === 'review';
}

/** Among what was sent and received. */
function isCounted({ request }: ModelPayment): boolean {
  return descriptors[request.type].countsTowardLimits;
}

function used(
  day: string,
  counted: ModelPayment[],
  dayOf: (payment: ModelPayment) => string,
): LimitUsage {
  const { week, month } = windowsOf(day);
  const since = (first: string) => {
    const those = counted.filter((payment) => dayOf(payment) >= first);
    const amount = those.reduce((sum, { request }) => sum + request.amount.minor, 0n);
    return { amount, count: those.length };
  };
  return { day: since(day), week: since(week), month: since(month) };
}

function answer({ state, refusal, number, endedAt }: ModelPayment): ReserveResult {
  return {
    state,
    ...(refusal && { refusal }),
    ...(endedAt !== undefined && { number, endedAt }),
  };
}

function settled(payment: ModelPayment): SettleResult {
  const { payerBalance } = payment;
  return { ...answer(payment), ...(payerBalance !== undefined && { payerBalance }) };
}

function sameRequest(a: PaymentRequest, b: PaymentRequest): boolean {
  const said = ({ type, payer, payee, amount, fee, accountReference }: PaymentRequest) =>
    [type, payer, payee, amount.minor, fee.minor, accountReference].join(' ');
  return said(a) === said(b);
}

function later(a: string, b: string): string {
  return a < b ? b : a;
}
