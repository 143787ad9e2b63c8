/** Callers of the books whose statements are not shared, so that the database sees them at once. */
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Ledger, SettleCommand, SettleResult } from '../../../core/pipeline/ports.ts';
import type { Books } from './books.ts';
import { completed } from './payments.ts';

export class Callers {
  readonly #ledgers: readonly Ledger[];

  constructor(books: Books, count = 4) {
    this.#ledgers = Array.from({ length: count }, (_, i) => books.another(i + 1));
  }

  by(i: number): Ledger {
    return this.#ledgers[i % this.#ledgers.length] as Ledger;
  }

  /** All at once, each by the next caller: how each has ended, as its caller was told. */
  carry(requests: readonly PaymentRequest[]): Promise<SettleResult[]> {
    return Promise.all(requests.map((request, i) => carries(this.by(i), request)));
  }
}

/** Reserves, and ends as wanted what was reserved. */
export async function carries(
  by: Ledger,
  request: PaymentRequest,
  ending: SettleCommand = completed,
): Promise<SettleResult> {
  const { state, refusal } = await by.reserve(request);
  if (refusal === 'idempotency_conflict') return { state, refusal };
  return by.settle(request, ending);
}
