/** Does everything twice, in the books and in the model of them, and throws where they differ. */
import { expect } from 'vitest';
import { kenya, type Tier } from '../../../core/market.ts';
import type { AccountId, PaymentRequest } from '../../../core/payment.ts';
import type { Ending, Ledger } from '../../../core/pipeline.ts';
import { ledger } from '../../../db/ledger.ts';
import type { Sql } from '../../../db/sql.ts';
import { type Books, funding, type TierLimits, wideOpen } from '../../support/books.ts';
import type { TestClock } from '../../support/clock.ts';
import { Model } from '../../support/model.ts';
import {
  completed,
  exampleTime,
  findings,
  ksh,
  payment,
  released,
} from '../../support/payments.ts';

export interface Opening {
  /** What each account has; the house brought it. */
  readonly balances: readonly bigint[];
  /** Of all of them; without one they have no limits. */
  readonly tier?: Partial<TierLimits>;
  readonly dailyLimit?: bigint;
}

/** Of each account: "balance held entries | sent … | received …". */
type Figures = Readonly<Record<AccountId, string>>;

export class SideBySide {
  readonly books: Books;
  readonly model = new Model('1', '201');
  readonly accounts: readonly AccountId[];
  #ledger: Ledger;
  #clock: TestClock;
  #statements = 0;

  private constructor(books: Books, accounts: readonly AccountId[]) {
    this.books = books;
    this.accounts = accounts;
    this.#clock = books.clock;
    this.#ledger = this.#ledgerOf(books.clock);
  }

  /** In books that nothing was done in yet. */
  static async open(books: Books, { balances, tier, dailyLimit }: Opening): Promise<SideBySide> {
    if (tier) await books.tier(tier);
    const accounts: AccountId[] = [];
    for (const _ of balances) {
      accounts.push(await books.account({ tier: tier ? 3 : null, dailyLimit: dailyLimit ?? null }));
    }
    const both = new SideBySide(books, accounts);
    const limits = tier && tierOf({ ...wideOpen, ...tier });
    for (const id of accounts) {
      both.model.open(id, 0n, { tier: limits, dailyLimit: dailyLimit ?? null });
    }
    both.model.open(funding, 0n, { kind: 'funding', mayBeNegative: true });
    for (const [i, balance] of balances.entries()) {
      if (balance > 0n) await both.completes(both.#funds(i, balance));
    }
    return both;
  }

  get now(): number {
    return this.#clock.now();
  }

  /** From here on by another caller, whose clock shows another time. */
  by(clock: TestClock): void {
    this.#clock = clock;
    this.#ledger = this.#ledgerOf(clock);
  }

  account(i: number): AccountId {
    return this.accounts[i] ?? '';
  }

  /** A payment between two of the accounts, free by default, that is not asked for yet. */
  wants(
    payer: number,
    payee: number,
    amount: bigint,
    others: Partial<PaymentRequest> = {},
  ): PaymentRequest {
    return payment({
      ...{ payer: this.account(payer), payee: this.account(payee), amount: ksh(amount) },
      ...{ fee: ksh(0n), requestedAt: this.now, ...others },
    });
  }

  /** In one statement; what became of each: its state, or why it was refused. */
  async reserve(...requests: readonly PaymentRequest[]): Promise<string[]> {
    const answers = await this.#inOne(requests.map((each) => () => this.#ledger.reserve(each)));
    for (const [i, request] of requests.entries()) {
      this.#same(answers[i], this.model.reserve(request, this.now));
    }
    return answers.map(({ state, refusal }) => refusal ?? state);
  }

  /** All in the same way and in one statement, in the order of their ids. */
  async settle(ending: Ending, ...requests: readonly PaymentRequest[]): Promise<string[]> {
    const inOrder = requests.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const ends = await this.#inOne(inOrder.map((each) => () => this.#ledger.settle(each, ending)));
    for (const [i, request] of inOrder.entries()) {
      this.#same(ends[i], this.model.settle(request, ending, this.now));
    }
    return ends.map(({ state, refusal }) => refusal ?? state);
  }

  /** Each reserved and completed by itself. */
  async completes(...requests: readonly PaymentRequest[]): Promise<string[]> {
    const ends: string[] = [];
    for (const request of requests) {
      const [state = ''] = await this.reserve(request);
      ends.push(...(state === 'reserved' ? await this.settle(completed, request) : [state]));
    }
    return ends;
  }

  async abandon(request: PaymentRequest, ending: Ending = released()): Promise<void> {
    const end = await this.#ledger.abandon(request, ending);
    this.#same(end, this.model.abandon(request, ending, this.now));
  }

  async review(request: PaymentRequest, until: number): Promise<void> {
    const answer = await this.#ledger.review(request, findings, until);
    this.#same(answer, this.model.review(request, until, this.now));
  }

  /** Sees to what is due; how many payments were ended, and which are to be rung for. */
  async sweep(): Promise<void> {
    const { expired, untold } = await this.books.sweep();
    expect({ expired, untold }).toEqual({
      expired: this.model.expire(this.now),
      untold: this.model.agenda.see(this.now),
    });
  }

  async tell(...requests: readonly PaymentRequest[]): Promise<string[]> {
    const ids = requests.map(({ id }) => id);
    this.model.agenda.tell(ids);
    return this.books.tells(...ids);
  }

  async sets(i: number, status: 'active' | 'frozen' | 'closed'): Promise<void> {
    this.model.account(this.account(i)).status = status;
    await this.books.rows('update tuma.accounts set status = $2 where id = $1', [
      this.account(i),
      status,
    ]);
  }

  /** From now on its money is another's. */
  async converts(i: number, currency: string): Promise<void> {
    const id = this.account(i);
    this.model.open(id, 0n, { currency });
    await this.books.rows('update tuma.accounts set currency = $2 where id = $1', [id, currency]);
  }

  /** The books are the model's to the last cent, and the audit has nothing to say. */
  async agree(): Promise<void> {
    const ids = [...this.model.accounts.keys()];
    expect(await this.#figures(ids)).toEqual(
      Object.fromEntries(ids.map((id) => [id, this.#modelFigures(id)])),
    );
    expect(await this.#entries(ids)).toEqual(this.#modelEntries(ids));
    const payments = await this.books.rows(
      `select id, state, refusal, "day"::text, received_day::text, ended_at from tuma.payments
        order by id`,
    );
    const expected = [...this.model.payments.values()].map((one) => ({
      ...{ id: one.request.id, state: one.state, refusal: one.refusal ?? null, day: one.day },
      received_day: one.receivedDay ?? null,
      ended_at: one.endedAt === undefined ? null : new Date(one.endedAt),
    }));
    expect(payments).toEqual(expected.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    // Nothing is late only because this has no queue and no timer.
    const audited = this.books.operations.audit(Math.min(exampleTime, this.now));
    expect(await audited).toEqual([]);
  }

  #ledgerOf(clock: TestClock): Ledger {
    const counted: Sql = (text, params) => {
      this.#statements += 1;
      return this.books.sql(text, params);
    };
    return ledger(counted, kenya, clock, 0);
  }

  /** A batch that the database refuses is tried one by one, and then nothing was decided together. */
  async #inOne<T>(acts: readonly (() => Promise<T>)[]): Promise<T[]> {
    const before = this.#statements;
    const answers = await Promise.all(acts.map((act) => act()));
    expect(this.#statements - before).toBe(acts.length > 0 ? 1 : 0);
    return answers;
  }

  #funds(payee: number, balance: bigint): PaymentRequest {
    return this.wants(0, payee, balance, { type: 'funding', channel: 'system', payer: funding });
  }

  /** Numbers may skip. */
  #same(real: Partial<Record<'number', bigint>> | undefined, model: { number?: bigint }): void {
    const unnumbered = ({ number, ...rest }: { number?: bigint }) => ({
      ...rest,
      isNumbered: number !== undefined,
    });
    expect(unnumbered(real ?? {})).toEqual(unnumbered(model));
  }

  async #figures(ids: readonly AccountId[]): Promise<Figures> {
    const windows = (way: string) =>
      `${way}_day || ' ' || ${['today', 'week', 'month']
        .map((each) => `${way}_${each} || '/' || ${way}_${each}_count`)
        .join(` || ' ' || `)}`;
    const rows = await this.books.rows(
      `select id, balance || ' ' || held || ' ' || entries || ' | ' || ${windows('sent')}
                  || ' | ' || ${windows('received')} figures
         from tuma.accounts where id = any ($1)`,
      [ids],
    );
    return Object.fromEntries(rows.map(({ id, figures }) => [String(id), String(figures)]));
  }

  #modelFigures(id: AccountId): string {
    const { model } = this;
    const { balance, entries, sentDay, receivedDay } = model.account(id);
    const windows = ({ day, week, month }: ReturnType<Model['sent']>) =>
      [day, week, month].map(({ amount, count }) => `${amount}/${count}`).join(' ');
    return [
      `${balance} ${model.held(id)} ${entries.length}`,
      `${sentDay} ${windows(model.sent(id))}`,
      `${receivedDay} ${windows(model.received(id))}`,
    ].join(' | ');
  }

  async #entries(ids: readonly AccountId[]): Promise<string[]> {
    const rows = await this.books.rows(
      `select account_id, seq, payment_id, amount, balance from tuma.entries
        where account_id = any ($1)`,
      [ids],
    );
    return rows.map((row) => Object.values(row).join(' ')).toSorted();
  }

  #modelEntries(ids: readonly AccountId[]): string[] {
    const all = ids.flatMap((id) =>
      this.model
        .account(id)
        .entries.map((entry, i) => [id, i + 1, entry.payment, entry.amount, entry.balance]),
    );
    return all.map((entry) => entry.join(' ')).toSorted();
  }
}

function tierOf({ balanceCap, sending, receiving }: TierLimits): Tier {
  const any = { smallestPayment: 1n, largestPayment: 10n ** 17n };
  return {
    ...{ name: 'its own', balanceCap },
    ...{ sending: { ...any, ...sending }, receiving: { ...any, ...receiving } },
  };
}
