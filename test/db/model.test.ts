import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PaymentRequest } from '../../core/payment.ts';
import type { Ending, Settled } from '../../core/pipeline.ts';
import { reservationLifetime } from '../../db/ledger.ts';
import { Books, type NewAccount } from '../support/books.ts';
import {
  conflicting,
  type Draft,
  histories,
  openings,
  requestOf,
  type Step,
} from '../support/histories.ts';
import { Model } from '../support/model.ts';
import { released } from '../support/payments.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

it('the books answer any history as a serial ledger of plain maps does', async () => {
  const property = fc.asyncProperty(openings, histories, async (opened, steps) => {
    const history = await History.open(opened);
    for (const step of steps) await history.takes(step);
    await history.ends();
  });
  await fc.assert(property, { numRuns: 60, interruptAfterTimeLimit: 25_000 });
}, 60_000);

/** Does everything twice, in the books and in the model, and compares what they say. */
class History {
  readonly accounts: readonly string[];
  readonly model: Model;
  readonly requests: PaymentRequest[] = [];
  /** Whose each number is, and what number each payment has. */
  readonly numbers = new Map<bigint, string>();
  readonly known = new Map<string, bigint>();

  private constructor(accounts: readonly string[], model: Model) {
    this.accounts = accounts;
    this.model = model;
  }

  static async open(opened: readonly NewAccount[]): Promise<History> {
    const accounts = await Promise.all(opened.map((account) => books.account(account)));
    const model = new Model('1');
    const [fees] = await books.rows('select balance from tuma.accounts where id = 1');
    model.account('1').balance = BigInt(String(fees?.balance));
    for (const [i, { balance = 0n, dailyLimit = null }] of opened.entries()) {
      model.open(accounts[i] ?? '', balance, { dailyLimit });
    }
    return new History(accounts, model);
  }

  async takes(step: Step): Promise<void> {
    switch (step.do) {
      case 'reserve':
        return this.#reserve([this.#request(step.draft)]);
      case 'reserve together':
        return this.#reserve(step.drafts.map((draft) => this.#request(draft)));
      case 'reserve again':
        return this.#reserve(this.#past(step.back));
      case 'conflict':
        return this.#reserve(this.#past(step.back).map((past) => this.#other(past, step.change)));
      case 'settle':
        return this.#settle([step]);
      case 'settle together':
        return this.#settle(step.wanted);
      case 'abandon':
        return this.#abandon(this.#past(step.back), step.ending);
      case 'abandon conflict':
        return this.#abandon(this.#past(step.back).map((past) => this.#other(past, step.change)));
      case 'abandon unseen': {
        const request = this.#request(step.draft);
        await this.#abandon([request]);
        return step.reserveAfter ? this.#reserve([request]) : undefined;
      }
      case 'wait':
        return books.clock.advance(step.ms);
      case 'expire':
        return this.#expire();
      case 'freeze':
        return this.#freeze(this.accounts[step.account] ?? '', step.frozen);
    }
  }

  /** Everything comes to an end, and then the books are the model's, to the last cent. */
  async ends(): Promise<void> {
    await books.clock.advance(reservationLifetime);
    await this.#expire();
    const accounts = await books.rows(
      `select id, balance, held, used_today used, used_day::text "day" from tuma.accounts
        where id = any ($1) or id = 1 order by id`,
      [this.accounts],
    );
    expect(accounts).toEqual(
      ['1', ...this.accounts.toSorted((a, b) => Number(a) - Number(b))].map((id) => ({
        id,
        balance: String(this.model.account(id).balance),
        held: '0',
        used: String(this.model.used(id)),
        day: this.model.account(id).day,
      })),
    );
    const payments = await books.rows(
      `select id, state, refusal, "day"::text from tuma.payments where id = any ($1) order by id`,
      [this.requests.map(({ id }) => id)],
    );
    const expected = [...this.model.payments.values()].map(({ request, state, refusal, day }) => {
      return { id: request.id, state, refusal: refusal ?? null, day };
    });
    expect(payments).toEqual(expected.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    expect(await books.audit()).toEqual([]);
  }

  #request(draft: Draft): PaymentRequest {
    const request = requestOf(draft, this.accounts, books.clock.now());
    this.requests.push(request);
    return request;
  }

  #past(back: number): PaymentRequest[] {
    const request = this.requests.at(-1 - back);
    return request ? [request] : [];
  }

  #other(request: PaymentRequest, change: string): PaymentRequest {
    return conflicting(request, change, this.accounts);
  }

  /** All in one statement, where they are of different payers. */
  async #reserve(requests: readonly PaymentRequest[]): Promise<void> {
    const answers = await Promise.all(requests.map((request) => books.ledger.reserve(request)));
    const now = books.clock.now();
    for (const [i, request] of requests.entries()) {
      this.#same(request.id, answers[i], this.model.reserve(request, now));
    }
  }

  /** All in one statement, whose effects are those of one after the other in the order of their ids. */
  async #settle(wanted: readonly { back: number; ending: Ending }[]): Promise<void> {
    const settlements = wanted
      .flatMap(({ back, ending }) => this.#past(back).map(({ id }) => ({ id, ending })))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const ends = await Promise.all(
      settlements.map(({ id, ending }) => books.ledger.settle(id, ending)),
    );
    for (const [i, { id, ending }] of settlements.entries()) {
      this.#same(id, ends[i], this.model.settle(id, ending, books.clock.now()));
    }
  }

  async #abandon(requests: readonly PaymentRequest[], ending: Ending = released()): Promise<void> {
    for (const request of requests) {
      const end = await books.ledger.abandon(request, ending);
      this.#same(request.id, end, this.model.abandon(request, ending, books.clock.now()));
    }
  }

  async #expire(): Promise<void> {
    const now = books.clock.now();
    expect(await books.operations.expire(1_000, now)).toBe(this.model.expire(now));
  }

  async #freeze(account: string, frozen: boolean): Promise<void> {
    this.model.account(account).frozen = frozen;
    const status = frozen ? 'frozen' : 'active';
    await books.rows('update tuma.accounts set status = $2 where id = $1', [account, status]);
  }

  /** Numbers may skip, but each payment has its own and keeps it. */
  #same(id: string, real: Settled | undefined, model: Settled): void {
    const number = real?.number;
    const own = number === undefined ? undefined : (this.numbers.get(number) ?? id);
    expect(own).toBe(model.number === undefined ? undefined : id);
    expect({ ...real, number }).toEqual({ ...model, number });
    if (number === undefined) return;
    this.numbers.set(number, id);
    this.known.set(id, this.known.get(id) ?? number);
    expect(number).toBe(this.known.get(id));
  }
}
