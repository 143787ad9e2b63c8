/** Does everything twice, in the books and in the model of them, and throws where they differ. */
import { expect } from 'vitest';
import type { AccountId } from '../../../core/account.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { Tier } from '../../../core/markets/market.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Ledger, SettleCommand, SettleResult } from '../../../core/pipeline/ports.ts';
import type { LimitUsage } from '../../../core/revenue/limits.ts';
import { receipts } from '../../../db/delivery/receipts.ts';
import type { Sql } from '../../../db/driver/sql.ts';
import { ledger } from '../../../db/ledger/ledger.ts';
import { maintenance } from '../../../db/ledger/maintenance.ts';
import {
  type Books,
  funding,
  house,
  isNoShortcut,
  type NewAccount,
  type TierLimits,
  wideOpen,
} from './books.ts';
import { Model, type ModelAccount } from './model.ts';
import { completed, exampleTime, findings, ksh, newId, payment, released } from './payments.ts';

export interface Opening {
  /** What each account has; the house brought it. */
  readonly balances: readonly bigint[];
  /** Of all of them; without one they have no limits. */
  readonly tier?: Partial<TierLimits>;
  readonly dailyLimit?: bigint;
}

const byHouse = { type: 'funding', channel: 'system', payer: funding } as const;

/** Of an account: "balance held entries", and its latest day with what it, its week and its month add up to. */
type Figures = Readonly<Record<'money' | 'sent' | 'received', string>>;

export class SideBySide {
  readonly books: Books;
  readonly model = new Model(house.fees(0), house.excise(0));
  readonly accounts: readonly AccountId[];
  /** How far the clock of who calls is behind the books', in milliseconds. */
  behind = 0;
  readonly #ledger: Ledger;
  readonly #operations: ReturnType<typeof maintenance>;
  /** How many entries the house's accounts had when this began. */
  readonly #earlier = new Map<AccountId, number>();
  readonly #numbers = new Map<string, bigint>();
  #statements = 0;

  private constructor(books: Books, accounts: readonly AccountId[]) {
    this.books = books;
    this.accounts = accounts;
    this.#operations = maintenance(books.direct);
    const counted: Sql = (text, params) => {
      this.#statements += 1;
      return books.directHouse(text, params);
    };
    const clock = { now: () => this.now, after: (ms: number) => books.clock.after(ms) };
    this.#ledger = ledger(counted, kenya, clock, 0);
  }

  /** Between accounts that are all alike. */
  static open(books: Books, { balances, tier, dailyLimit }: Opening): Promise<SideBySide> {
    const alike = { dailyLimit: dailyLimit ?? null, tier: tier ? 3 : null };
    const wanted = balances.map((balance) => ({ ...alike, balance }));
    return SideBySide.between(books, wanted, tier);
  }

  /** Between new accounts, of which those that are of tier 3 have these limits. */
  static async between(
    books: Books,
    wanted: readonly NewAccount[],
    limits: Partial<TierLimits> = {},
  ): Promise<SideBySide> {
    // Whoever had the tier had other limits.
    await books.rows('update tuma.accounts set tier = null where tier = 3');
    await books.tier(limits);
    const accounts: AccountId[] = [];
    for (const each of wanted) accounts.push(await books.account({ ...each, balance: 0n }));
    const both = new SideBySide(books, accounts);
    both.model.open(funding, 0n, { kind: 'funding', mayBeNegative: true });
    for (const id of both.model.accounts.keys()) await both.#takesOver(id);
    for (const [i, { dailyLimit = null, tier, kind = 'wallet' }] of wanted.entries()) {
      const ofTier = tier === null ? undefined : tierOf({ ...wideOpen, ...limits });
      both.model.open(both.account(i), 0n, { dailyLimit, tier: ofTier, kind });
    }
    const funded = wanted.flatMap(({ balance = 0n }, i) =>
      balance > 0n ? [both.wants(0, i, balance, byHouse)] : [],
    );
    await both.reserve(...funded);
    await both.settle(completed, ...funded);
    return both;
  }

  /** The time that it is for who calls. */
  get now(): number {
    return this.books.clock.now() - this.behind;
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
      this.#same(request, answers[i], this.model.reserve(request, this.now));
    }
    return answers.map(({ state, refusal }) => refusal ?? state);
  }

  /** All in the same way and in one statement, in the order of their ids. */
  settle(ending: SettleCommand, ...requests: readonly PaymentRequest[]): Promise<string[]> {
    return this.settleEach(requests.map((request) => ({ request, ending })));
  }

  /** In one statement, in the order of their ids. */
  async settleEach(
    settlements: readonly { request: PaymentRequest; ending: SettleCommand }[],
  ): Promise<string[]> {
    const inOrder = settlements.toSorted((a, b) => byId(a.request, b.request));
    const ends = await this.#inOne(
      inOrder.map((each) => () => this.#ledger.settle(each.request, each.ending)),
    );
    for (const [i, { request, ending }] of inOrder.entries()) {
      this.#same(request, ends[i], this.model.settle(request, ending, this.now));
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

  async voidPayment(request: PaymentRequest, ending: SettleCommand = released()): Promise<void> {
    const end = await this.#ledger.voidPayment(request, ending);
    this.#same(request, end, this.model.voidPayment(request, ending, this.now));
  }

  async review(request: PaymentRequest, until: number): Promise<void> {
    const answer = await this.#ledger.review(request, findings, until);
    this.#same(request, answer, this.model.review(request, until, this.now));
  }

  /** Sees to what is due; how many payments were ended, and which are to be rung for. */
  async sweep(): Promise<void> {
    const { expired, unnotified } = await this.#operations.runDueTimers(10_000, this.now);
    expect({ expired, unnotified: unnotified }).toEqual({
      expired: this.model.expire(this.now),
      unnotified: this.model.timers.see(this.now),
    });
  }

  async tell(...requests: readonly PaymentRequest[]): Promise<void> {
    const ids = requests.map(({ id }) => id);
    this.model.timers.tell(ids);
    await receipts(this.books.direct, kenya).claim(ids, newId(), this.now);
  }

  async sets(i: number, status: ModelAccount['status']): Promise<void> {
    const id = this.account(i);
    this.model.account(id).status = status;
    await this.books.rows('update tuma.accounts set status = $2 where id = $1', [id, status]);
  }

  /** From now on its money is another's. */
  async converts(i: number, currency: string): Promise<void> {
    const id = this.account(i);
    this.model.open(id, 0n, { currency });
    await this.books.rows('update tuma.accounts set currency = $2 where id = $1', [id, currency]);
  }

  /** The books are the model's to the last cent, and the audit has nothing to say. */
  async agree(): Promise<void> {
    await this.compare();
    // Nothing is late only because this has no queue and no timer.
    await this.books.sign();
    const found = await this.#operations.audit(Math.min(exampleTime, this.now));
    expect(found.filter(isNoShortcut)).toEqual([]);
  }

  /** The books are the model's to the last cent. */
  async compare(): Promise<void> {
    const ids = [...this.model.accounts.keys()];
    expect(await this.#figures(ids)).toEqual(
      Object.fromEntries(ids.map((id) => [id, this.#modelFigures(id)])),
    );
    expect(await this.#entries(ids)).toEqual(this.#modelEntries(ids));
    const payments = await this.books.rows(
      `select id, state, refusal, "day"::text, received_day::text, ended_at from tuma.payments
        where payer = any ($1) or payee = any ($1) or id = any ($2) order by id`,
      [this.accounts, [...this.model.payments.keys()]],
    );
    const expected = [...this.model.payments.values()].map((one) => ({
      ...{ id: one.request.id, state: one.state, refusal: one.refusal ?? null, day: one.day },
      received_day: one.receivedDay ?? null,
      ended_at: one.endedAt === undefined ? null : new Date(one.endedAt),
    }));
    expect(payments).toEqual(expected.toSorted(byId));
    expect(new Set(this.#numbers.values()).size).toBe(this.#numbers.size);
  }

  /** One of the house's, as it is. */
  async #takesOver(id: AccountId): Promise<void> {
    const [row] = await this.books.rows(
      'select balance, entries from tuma.accounts where id = $1',
      [id],
    );
    this.model.account(id).balance = BigInt(String(row?.balance));
    this.#earlier.set(id, Number(row?.entries));
  }

  /** A batch that the database refuses is tried one by one, and then nothing was decided together. */
  async #inOne<T>(acts: readonly (() => Promise<T>)[]): Promise<T[]> {
    const before = this.#statements;
    const answers = await Promise.all(acts.map((act) => act()));
    expect(this.#statements - before).toBe(acts.length > 0 ? 1 : 0);
    return answers;
  }

  /** Numbers may skip, but a payment keeps its own. */
  #same(
    { id }: PaymentRequest,
    real: Partial<SettleResult> | undefined,
    model: Partial<SettleResult>,
  ): void {
    const number = real?.number;
    const [isNumbered, shallBe] = [number !== undefined, model.number !== undefined];
    expect({ ...real, number: isNumbered }).toEqual({ ...model, number: shallBe });
    if (number === undefined) return;
    expect(this.#numbers.get(id) ?? number).toBe(number);
    this.#numbers.set(id, number);
  }

  async #figures(ids: readonly AccountId[]): Promise<Record<AccountId, Figures>> {
    const used = (way: string) =>
      `${way}_day || ' ' || ${['today', 'week', 'month']
        .map((each) => `${way}_${each} || '/' || ${way}_${each}_count`)
        .join(` || ' ' || `)}`;
    const rows = await this.books.rows(
      `select id, concat_ws(' ', balance, held, entries) money,
              ${used('sent')} sent, ${used('received')} received
         from tuma.accounts where id = any ($1)`,
      [ids],
    );
    return Object.fromEntries(rows.map(({ id, ...figures }) => [String(id), figures as Figures]));
  }

  /** What others have sent and received with an account of the house's, the model does not know. */
  #modelFigures(id: AccountId): Figures {
    const { balance, entries, sentDay, receivedDay } = this.model.account(id);
    const earlier = this.#earlier.get(id) ?? 0;
    const used = (latest: string, { day, week, month }: LimitUsage) =>
      `${latest} ${[day, week, month].map(({ amount, count }) => `${amount}/${count}`).join(' ')}`;
    return {
      money: `${balance} ${this.model.held(id)} ${earlier + entries.length}`,
      sent: earlier > 0 ? expect.any(String) : used(sentDay, this.model.sent(id)),
      received: earlier > 0 ? expect.any(String) : used(receivedDay, this.model.received(id)),
    };
  }

  async #entries(ids: readonly AccountId[]): Promise<string[]> {
    const rows = await this.books.rows(
      `select e.account_id, e.seq, e.payment_id, e.amount, e.balance
         from unnest($1::bigint[], $2::bigint[]) a (id, earlier)
         join tuma.entries e on e.account_id = a.id and e.seq > a.earlier`,
      [ids, ids.map((id) => this.#earlier.get(id) ?? 0)],
    );
    return rows.map((row) => Object.values(row).join(' ')).toSorted();
  }

  #modelEntries(ids: readonly AccountId[]): string[] {
    const all = ids.flatMap((id) => {
      const first = (this.#earlier.get(id) ?? 0) + 1;
      return this.model
        .account(id)
        .entries.map((entry, i) => [id, first + i, entry.payment, entry.amount, entry.balance]);
    });
    return all.map((entry) => entry.join(' ')).toSorted();
  }
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function tierOf({ balanceCap, sending, receiving }: TierLimits): Tier {
  const any = { minPayment: 1n, maxPayment: 10n ** 17n };
  return {
    ...{ name: 'its own', balanceCap },
    ...{ sending: { ...any, ...sending }, receiving: { ...any, ...receiving } },
  };
}
