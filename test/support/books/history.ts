/** One of the random histories, as it is lived by the books and the model side by side. */
import { expect } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { SettleCommand } from '../../../core/pipeline/ports.ts';
import { reviews } from '../../../db/operator/reviews.ts';
import type { Books, NewAccount, TierLimits } from './books.ts';
import { conflicting, type Draft, requestOf, type Step } from './histories.ts';
import { completed, released } from './payments.ts';
import { SideBySide } from './side-by-side.ts';

const hours = 3_600_000;

export class History {
  readonly #both: SideBySide;
  readonly #requests: PaymentRequest[] = [];

  private constructor(both: SideBySide) {
    this.#both = both;
  }

  static async open(books: Books, opened: readonly NewAccount[], limits: TierLimits) {
    return new History(await SideBySide.between(books, opened, limits));
  }

  async takes(step: Step): Promise<unknown> {
    const both = this.#both;
    both.behind = 'behind' in step ? step.behind : 0;
    switch (step.do) {
      case 'reserve':
        return both.reserve(this.#request(step.draft));
      case 'reserve together':
        return both.reserve(...step.drafts.map((draft) => this.#request(draft)));
      case 'reserve again':
        return both.reserve(...this.#past(step.back));
      case 'conflict':
        return both.reserve(...this.#others(step));
      case 'settle':
        return this.#settle([step]);
      case 'settle together':
        return this.#settle(step.wanted);
      case 'voidPayment':
        for (const request of this.#past(step.back)) await both.voidPayment(request, step.ending);
        return;
      case 'abandon conflict':
        for (const request of this.#others(step)) await both.voidPayment(request);
        return;
      case 'abandon unseen': {
        const request = this.#request(step.draft);
        await both.voidPayment(request);
        return step.reserveAfter ? both.reserve(request) : undefined;
      }
      case 'review':
        for (const request of this.#logged(step.back)) {
          await both.review(request, both.now + step.hours * hours);
        }
        return;
      case 'verdict':
        for (const request of this.#past(step.back)) await this.#judge(request, step.approve);
        return;
      case 'tell':
        return both.tell(...step.backs.flatMap((back) => this.#past(back)));
      case 'wait':
        return both.books.clock.advance(step.ms);
      case 'sweep':
        return both.sweep();
      case 'status':
        return both.sets(step.account, step.status);
    }
  }

  /** Everything comes to an end and is told, and then the books are the model's. */
  async ends(): Promise<void> {
    const { books } = this.#both;
    this.#both.behind = 0;
    await books.clock.advance(24 * hours);
    await this.#both.sweep();
    await this.#both.tell(...this.#requests);
    await books.clock.advance(15_000);
    await this.#both.sweep();
    expect(await books.rows('select * from tuma.payment_timers')).toEqual([]);
    await this.#both.compare();
  }

  #request(draft: Draft): PaymentRequest {
    const { accounts, books } = this.#both;
    const request = requestOf(draft, accounts, books.clock.now());
    this.#requests.push(request);
    return request;
  }

  #past(back: number): PaymentRequest[] {
    const request = this.#requests.at(-1 - back);
    return request ? [request] : [];
  }

  /** Nothing is logged of whom nobody knows. */
  #logged(back: number): PaymentRequest[] {
    return this.#past(back).filter(({ id }) => this.#both.model.payments.has(id));
  }

  #others({ back, change }: { readonly back: number; readonly change: string }): PaymentRequest[] {
    return this.#past(back).map((past) => conflicting(past, change, this.#both.accounts));
  }

  #settle(wanted: readonly { readonly back: number; readonly ending: SettleCommand }[]) {
    return this.#both.settleEach(
      wanted.flatMap(({ back, ending }) =>
        this.#logged(back).map((request) => ({ request, ending })),
      ),
    );
  }

  async #judge({ id }: PaymentRequest, approve: boolean): Promise<void> {
    const { books, model, now } = this.#both;
    const judged = await reviews(books.desk, kenya).decide(id, { approve, by: 'Achieng' }, now);
    model.verdict(id, approve ? completed : released('fraud_declined', 'rejected'), now);
    const { state, refusal = null } = model.payments.get(id) ?? {};
    if (judged) expect(judged).toMatchObject({ state, refusal });
  }
}
