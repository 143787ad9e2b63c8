/** What the model of the books has left to be seen to: ends that are due, and ends that somebody is to be told of. */
import type { AccountId } from '../../../core/account.ts';
import { descriptors } from '../../../core/payments/types.ts';
import type { ModelPayment } from './model.ts';

const ringAgain = 15_000;

export class Timers {
  readonly #payments: ReadonlyMap<string, ModelPayment>;
  readonly #accounts: ReadonlyMap<AccountId, unknown>;
  /** When each payment is to be looked at, as often as it was written down. */
  #items: { readonly dueAt: number; readonly id: string }[] = [];
  readonly #told = new Set<string>();

  constructor(
    payments: ReadonlyMap<string, ModelPayment>,
    accounts: ReadonlyMap<AccountId, unknown>,
  ) {
    this.#payments = payments;
    this.#accounts = accounts;
  }

  add(dueAt: number, id: string): void {
    this.#items.push({ dueAt, id });
  }

  /** Whoever is to be told of these payments' ends is told. */
  tell(ids: readonly string[]): void {
    for (const id of ids) if (this.#payments.get(id)?.endedAt !== undefined) this.#told.add(id);
  }

  /** Takes what is due and gives the payments to ring for. What was over has been ended before. */
  see(now: number): string[] {
    const due = new Set(this.#items.filter(({ dueAt }) => dueAt <= now).map(({ id }) => id));
    this.#items = this.#items.filter(({ dueAt }) => dueAt > now);
    for (const id of due) {
      const payment = this.#payments.get(id);
      if (payment && payment.endedAt === undefined) this.add(payment.expiresAt, id);
    }
    const unnotified = [...due].filter((id) => this.#isUntold(id)).toSorted();
    for (const id of unnotified) this.add(now + ringAgain, id);
    return unnotified;
  }

  #isUntold(id: string): boolean {
    const payment = this.#payments.get(id);
    if (payment?.endedAt === undefined || this.#told.has(id)) return false;
    const { type, channel, payer } = payment.request;
    if (!this.#accounts.has(payer)) return false;
    const { notifiesPayer, notifiesPayee } = descriptors[type];
    return (
      channel !== 'system' && (notifiesPayer || (notifiesPayee && payment.state === 'completed'))
    );
  }
}
