/**
 * The payments that a Subscriber object has begun and whose outcome its phone has not learned. They are stored before they
 * are begun, so that an object that crashes finds them again and its alarm resolves them.
 */
import type { PaymentRequest } from '../../core/payments/request.ts';
import type { SealedStorage } from './sealed-storage.ts';

export interface UnresolvedPayment {
  /** The number of the partition that knows the outcome. */
  readonly partition: number;
  readonly request: PaymentRequest;
}

export class UnresolvedPayments {
  readonly #storage: SealedStorage;
  /** Ids of the payments that a turn is waiting for. They are kept in memory only: after a crash no turn waits. */
  readonly #awaited = new Set<string>();

  constructor(storage: SealedStorage) {
    this.#storage = storage;
  }

  /** Stores a payment that a turn is about to begin and will wait for. */
  begin(payment: UnresolvedPayment): void {
    const { id } = payment.request;
    this.#awaited.add(id);
    this.#storage.put('unresolved', [
      ...this.all().filter(({ request }) => request.id !== id),
      payment,
    ]);
  }

  /** The turn has stopped waiting. A payment whose outcome it learned is forgotten; any other is left to the alarm. */
  end(id: string, isLearned: boolean): void {
    this.#awaited.delete(id);
    if (isLearned) this.forget([id]);
  }

  all(): UnresolvedPayment[] {
    return this.#storage.get<UnresolvedPayment[]>('unresolved') ?? [];
  }

  /** Those that the alarm has to resolve, because no turn waits for them. */
  abandoned(): UnresolvedPayment[] {
    return this.all().filter(({ request }) => !this.#awaited.has(request.id));
  }

  forget(ids: readonly string[]): void {
    const left = this.all().filter(({ request }) => !ids.includes(request.id));
    if (left.length > 0) this.#storage.put('unresolved', left);
    else this.#storage.delete('unresolved');
  }
}
