/** Does everything twice, in the books and in the model, and compares what they say. */
import { expect } from 'vitest';
import { kenya, localTime } from '../../core/market.ts';
import type { PaymentRequest } from '../../core/payment.ts';
import type { Ending, Ledger, Settled } from '../../core/pipeline.ts';
import { ledger } from '../../db/ledger.ts';
import { operations } from '../../db/operations.ts';
import { receipts } from '../../db/receipts.ts';
import { reviews } from '../../db/reviews.ts';
import { type Books, funding, house, type NewAccount, type TierLimits } from './books.ts';
import { TestClock } from './clock.ts';
import { conflicting, type Draft, requestOf, type Step } from './histories.ts';
import { Model, type ModelAccount } from './model.ts';
import { completed, findings, ksh, newId, payment, released } from './payments.ts';

const hours = 3_600_000;

/** What the house has is every history's. */
const ours = [house.fees(0), house.excise(0), funding];

export class History {
  readonly #books: Books;
  readonly #accounts: readonly string[];
  readonly #model: Model;
  readonly #ledger: Ledger;
  readonly #requests: PaymentRequest[] = [];
  /** Whose each number is, and what number each payment has. */
  readonly #numbers = new Map<bigint, string>();
  readonly #known = new Map<string, bigint>();

  private constructor(books: Books, accounts: readonly string[], model: Model) {
    this.#books = books;
    this.#accounts = accounts;
    this.#model = model;
    this.#ledger = ledger(books.direct, kenya, books.clock, 0);
  }

  static async open(books: Books, opened: readonly NewAccount[], limits: TierLimits) {
    await books.tier(limits);
    const accounts = await Promise.all(
      opened.map((account) => books.account({ ...account, balance: 0n })),
    );
    const model = new Model(house.fees(0), house.excise(0));
    model.open(funding, 0n, { kind: 'funding', mayBeNegative: true });
    for (const id of ours) model.account(id).balance = await balanceOf(books, id);
    for (const [i, { dailyLimit = null, tier, kind = 'wallet' }] of opened.entries()) {
      const tierOf = tier === null ? undefined : modelTier(limits);
      model.open(accounts[i] ?? '', 0n, { dailyLimit, tier: tierOf, kind });
    }
    const history = new History(books, accounts, model);
    await history.#fund(opened);
    return history;
  }

  async takes(step: Step): Promise<void> {
    switch (step.do) {
      case 'reserve':
        return this.#reserve([this.#request(step.draft)], step.behind);
      case 'reserve together':
        return this.#reserve(step.drafts.map((draft) => this.#request(draft)));
      case 'reserve again':
        return this.#reserve(this.#past(step.back));
      case 'conflict':
        return this.#reserve(this.#past(step.back).map((past) => this.#other(past, step.change)));
      case 'settle':
        return this.#settle([step], step.behind);
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
      case 'review':
        return this.#review(this.#past(step.back), step.hours);
      case 'verdict':
        return this.#judge(this.#past(step.back), step.approve);
      case 'tell':
        return this.#tell(step.backs.flatMap((back) => this.#past(back)));
      case 'wait':
        return this.#books.clock.advance(step.ms);
      case 'sweep':
        return this.#sweep();
      case 'status':
        return this.#becomes(this.#accounts[step.account] ?? '', step.status);
    }
  }

  /** Everything comes to an end and is told, and then the books are the model's, to the last cent. */
  async ends(): Promise<void> {
    await this.#books.clock.advance(24 * hours);
    await this.#sweep();
    await this.#tell(this.#requests);
    await this.#books.clock.advance(15_000);
    await this.#sweep();
    expect(await this.#books.rows('select * from tuma.agenda')).toEqual([]);
    for (const id of this.#accounts) {
      expect(await accountInBooks(this.#books, id)).toEqual(inModel(this.#model, id));
    }
    for (const id of ours) {
      expect(await balanceOf(this.#books, id)).toBe(this.#model.account(id).balance);
    }
    expect(await this.#payments()).toEqual(this.#expectedPayments());
  }

  async #payments() {
    return this.#books.rows(
      `select id, state, refusal, "day"::text, received_day::text "receivedDay" from tuma.payments
        where id = any ($1) order by id`,
      [this.#requests.map(({ id }) => id)],
    );
  }

  #expectedPayments() {
    return [...this.#model.payments.values()]
      .filter(({ request }) => request.type !== 'funding')
      .map(({ request, state, refusal = null, day, receivedDay = null }) => {
        return { id: request.id, state, refusal, day, receivedDay };
      })
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Opening balances count among what was received, so the model has them as payments too. */
  async #fund(opened: readonly NewAccount[]): Promise<void> {
    const now = this.#books.clock.now();
    const fundings = opened.map(({ balance = 0n }, i) =>
      payment({
        ...{ id: newId(now), type: 'funding', channel: 'system', payer: funding },
        ...{ payee: this.#accounts[i] ?? '', amount: ksh(balance), fee: ksh(0n), requestedAt: now },
      }),
    );
    await this.#reserveBoth(fundings);
    await this.#settleBoth(fundings.map((request) => ({ request, ending: completed })));
  }

  #request(draft: Draft): PaymentRequest {
    const request = requestOf(draft, this.#accounts, this.#books.clock.now());
    this.#requests.push(request);
    return request;
  }

  #past(back: number): PaymentRequest[] {
    const request = this.#requests.at(-1 - back);
    return request ? [request] : [];
  }

  #other(request: PaymentRequest, change: string): PaymentRequest {
    return conflicting(request, change, this.#accounts);
  }

  #reserve(requests: readonly PaymentRequest[], behind = 0): Promise<void> {
    return this.#reserveBoth(requests, behind);
  }

  /** All in one statement, which decides them in the order of these. */
  async #reserveBoth(requests: readonly PaymentRequest[], behind = 0): Promise<void> {
    const now = this.#books.clock.now() - behind;
    const books = this.#by(behind);
    const answers = await Promise.all(requests.map((request) => books.reserve(request)));
    for (const [i, request] of requests.entries()) {
      this.#same(request.id, answers[i], this.#model.reserve(request, now));
    }
  }

  #settle(wanted: readonly { back: number; ending: Ending }[], behind = 0): Promise<void> {
    const settlements = wanted.flatMap(({ back, ending }) =>
      this.#past(back).map((request) => ({ request, ending })),
    );
    return this.#settleBoth(settlements, behind);
  }

  /** All in one statement, whose effects are those of one after the other in the order of their ids. */
  async #settleBoth(
    wanted: readonly { request: PaymentRequest; ending: Ending }[],
    behind = 0,
  ): Promise<void> {
    const now = this.#books.clock.now() - behind;
    const books = this.#by(behind);
    const settlements = wanted
      .filter(({ request }) => this.#model.payments.has(request.id))
      .toSorted((a, b) => (a.request.id < b.request.id ? -1 : 1));
    const ends = await Promise.all(
      settlements.map(({ request, ending }) => books.settle(request, ending)),
    );
    for (const [i, { request, ending }] of settlements.entries()) {
      this.#same(request.id, ends[i], this.#model.settle(request, ending, now));
    }
  }

  async #abandon(requests: readonly PaymentRequest[], ending: Ending = released()): Promise<void> {
    for (const request of requests) {
      const end = await this.#ledger.abandon(request, ending);
      const now = this.#books.clock.now();
      this.#same(request.id, end, this.#model.abandon(request, ending, now));
    }
  }

  async #review(requests: readonly PaymentRequest[], forHours: number): Promise<void> {
    for (const request of requests) {
      if (!this.#model.payments.has(request.id)) continue;
      const now = this.#books.clock.now();
      const until = now + forHours * hours;
      const end = await this.#ledger.review(request, findings, until);
      this.#same(request.id, end, this.#model.review(request, until, now));
    }
  }

  async #judge(requests: readonly PaymentRequest[], approve: boolean): Promise<void> {
    for (const { id } of requests) {
      const now = this.#books.clock.now();
      const verdict = { approve, by: 'Achieng' };
      const judged = await reviews(this.#books.direct, kenya).judge(id, verdict, now);
      this.#model.verdict(id, approve ? completed : released('fraud_declined', 'rejected'), now);
      const { state, refusal = null } = this.#model.payments.get(id) ?? {};
      if (judged) expect(judged).toMatchObject({ state, refusal });
    }
  }

  async #tell(requests: readonly PaymentRequest[]): Promise<void> {
    const ids = requests.map(({ id }) => id);
    await receipts(this.#books.direct, kenya).claim(ids, newId(), this.#books.clock.now());
    this.#model.agenda.tell(ids);
  }

  async #sweep(): Promise<void> {
    const now = this.#books.clock.now();
    const { day } = localTime(kenya, now);
    const seen = await operations(this.#books.direct).seeToAgenda(10_000, day, now);
    const expired = this.#model.expire(now);
    expect(seen).toMatchObject({ expired, untold: this.#model.agenda.see(now) });
  }

  async #becomes(account: string, status: ModelAccount['status']): Promise<void> {
    this.#model.account(account).status = status;
    await this.#books.rows('update tuma.accounts set status = $2 where id = $1', [account, status]);
  }

  /** The books as a caller sees them whose clock is behind. */
  #by(behind: number): Ledger {
    if (behind === 0) return this.#ledger;
    const clock = new TestClock(this.#books.clock.now() - behind);
    return ledger(this.#books.direct, kenya, clock, 0);
  }

  /** Numbers may skip, but each payment has its own and keeps it. */
  #same(id: string, real: Settled | undefined, model: Settled): void {
    const number = real?.number;
    const own = number === undefined ? undefined : (this.#numbers.get(number) ?? id);
    expect(own).toBe(model.number === undefined ? undefined : id);
    expect({ ...real, number }).toEqual({ ...model, number });
    if (number === undefined) return;
    this.#numbers.set(number, id);
    this.#known.set(id, this.#known.get(id) ?? number);
    expect(number).toBe(this.#known.get(id));
  }
}

/** A tier as core has it, with the limits that the books look at. */
function modelTier({ balanceCap, sending, receiving }: TierLimits) {
  const anything = { smallestPayment: 1n, largestPayment: 10n ** 17n };
  return {
    ...{ name: 'test', balanceCap },
    sending: { ...anything, ...sending },
    receiving: { ...anything, ...receiving },
  };
}

async function balanceOf(books: Books, id: string): Promise<bigint> {
  const [row] = await books.rows('select balance from tuma.accounts where id = $1', [id]);
  return BigInt(String(row?.balance));
}

async function accountInBooks(books: Books, id: string) {
  const [row] = await books.rows(
    `select balance, held, sent_day::text "sentDay", received_day::text "receivedDay",
            array[sent_today, sent_today_count, sent_week, sent_week_count, sent_month,
                  sent_month_count]::text[] sent,
            array[received_today, received_today_count, received_week, received_week_count,
                  received_month, received_month_count]::text[] received,
            array(select concat_ws(' ', e.seq, e.payment_id, e.amount, e.balance)
                    from tuma.entries e where e.account_id = a.id order by e.seq) entries
       from tuma.accounts a where id = $1`,
    [id],
  );
  return row;
}

function inModel(model: Model, id: string) {
  const { balance, sentDay, receivedDay, entries } = model.account(id);
  const listed = ({ day, week, month }: ReturnType<Model['sent']>) =>
    [day, week, month].flatMap(({ amount, count }) => [String(amount), String(count)]);
  return {
    ...{ balance: String(balance), held: String(model.held(id)), sentDay, receivedDay },
    sent: listed(model.sent(id)),
    received: listed(model.received(id)),
    entries: entries.map((entry, i) =>
      [i + 1, entry.payment, entry.amount, entry.balance].join(' '),
    ),
  };
}
