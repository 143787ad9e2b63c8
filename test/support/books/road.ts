/**
 * The road of a payment over the model's books, with checks and books that answer when a test says: late, broken,
 * or not at all. The example's payer (account 7) has 25,000.00, and the payee (account 8) 8,500.00.
 */
import type { Answered } from '../../../core/concurrency/correlate.ts';
import { fraudByRules } from '../../../core/fraud/check.ts';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { noHistory, type Profile, profileOf } from '../../../core/fraud/profile.ts';
import type { RuleSet } from '../../../core/fraud/rule-set.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { Outcome } from '../../../core/payments/outcome.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { CheckResults } from '../../../core/pipeline/check-results.ts';
import { pipeline } from '../../../core/pipeline/pipeline.ts';
import type { FraudCheck, SettleCommand } from '../../../core/pipeline/ports.ts';
import type { AccountSnapshot } from '../../../core/revenue/check.ts';
import { TestClock } from '../clock/clock.ts';
import { debit, Model } from './model.ts';
import { usedToday } from './payments.ts';

/** When something answers, and whether it does. Milliseconds pass before and after what it does. */
export interface Manner {
  readonly before?: number;
  readonly after?: number;
  /** Throws in place of doing anything. */
  readonly refuses?: boolean;
  /** Does what was asked, and throws in place of the answer. */
  readonly loses?: boolean;
}

export type Part = 'checkInputs' | 'fraud' | 'reserve' | 'settle' | 'voidPayment' | 'review';

export class Road {
  readonly clock = new TestClock(Date.UTC(2024, 8, 2, 14, 30, 0));
  readonly books = new Model();
  /** What was asked of the checks and the books, in order. */
  readonly calls: Part[] = [];
  readonly endings: SettleCommand[] = [];
  readonly reviews: { results: CheckResults; until: number }[] = [];
  readonly lateAnswers: [check: string, answer: Answered<unknown>][] = [];
  profile: Profile = profileOf(noHistory, 0);
  /** What is not as the books have it. */
  accounts: Partial<AccountSnapshot> = {};
  ruleSet: RuleSet = defaultRuleSet;
  /** Who judges in place of the rules. */
  judge: FraudCheck = fraudByRules(() => this.ruleSet, kenya);
  readonly #manners: Partial<Record<Part, Manner>> = {};
  readonly #pay: (request: PaymentRequest) => Promise<Outcome>;

  constructor() {
    this.books.open('7', 25_000_00n, { dailyLimit: 70_000_00n });
    this.books.open('8', 8_500_00n, { dailyLimit: 70_000_00n });
    const { books, clock } = this;
    this.#pay = pipeline({
      clock,
      market: kenya,
      onLateAnswer: (check, _, answer) => this.lateAnswers.push([check, answer]),
      fraud: (request, profile) => this.#does('fraud', () => this.judge(request, profile)),
      ruleSet: () => this.ruleSet,
      checkInputs: (request) =>
        this.#does('checkInputs', () => ({
          profile: this.profile,
          accounts: this.#accounts(request),
        })),
      ledger: {
        reserve: (request) => this.#does('reserve', () => books.reserve(request, clock.now())),
        settle: (request, ending) =>
          this.#ends('settle', ending, () => books.settle(request, ending, clock.now())),
        review: (request, results, until) => {
          this.reviews.push({ results, until });
          return this.#does('review', () => books.review(request, until, clock.now()));
        },
        voidPayment: (request, ending) =>
          this.#ends('voidPayment', ending, () => books.voidPayment(request, ending, clock.now())),
      },
    });
  }

  /** From now on this part answers so. */
  let(part: Part, manner: Manner): this {
    this.#manners[part] = manner;
    return this;
  }

  /** Pays, and lets as much time pass as everything that is under way may take. */
  async pays(request: PaymentRequest): Promise<Outcome> {
    const outcome = this.begins(request);
    await this.clock.advance(30_000);
    return outcome;
  }

  begins(request: PaymentRequest): Promise<Outcome> {
    return this.#pay(request);
  }

  /** Balances and what is held: of the payer, the payee and fee revenue. */
  get money(): string {
    const { books } = this;
    return ['7', '8', 'fees']
      .map((id) => `${books.account(id).balance}/${books.held(id)}`)
      .join(' ');
  }

  #accounts({ id, payer, payee }: PaymentRequest) {
    const own = this.books.payments.get(id);
    const held = own?.state === 'reserved' ? own.request : undefined;
    const { balance, dailyLimit } = this.books.account(payer);
    const mine = held ? debit(held) : 0n;
    return {
      balance,
      available: balance - this.books.held(payer) + mine,
      dailyLimit,
      sent: usedToday(this.books.sent(payer).day.amount - (held?.amount.minor ?? 0n)),
      tier: 1,
      payerKind: 'wallet' as const,
      payerStatus: 'active' as const,
      payeeKind: this.books.accounts.has(payee) ? ('wallet' as const) : null,
      payeeStatus: this.books.accounts.has(payee) ? ('active' as const) : null,
      sameCurrency: true,
      payeeTier: 1,
      payeeBalance: this.books.accounts.get(payee)?.balance ?? null,
      received: usedToday(),
      ...this.accounts,
    };
  }

  #ends<T>(part: Part, ending: SettleCommand, does: () => T): Promise<T> {
    this.endings.push(ending);
    return this.#does(part, does);
  }

  async #does<T>(part: Part, does: () => T | Promise<T>): Promise<T> {
    this.calls.push(part);
    const { before, after, refuses, loses } = this.#manners[part] ?? {};
    if (before) await this.clock.after(before).elapsed;
    if (refuses) throw new Error(`${part} is away`);
    const answer = await does();
    if (after) await this.clock.after(after).elapsed;
    if (loses) throw new Error(`the answer of ${part} got lost`);
    return answer;
  }
}
