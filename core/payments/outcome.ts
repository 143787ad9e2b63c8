/** The states of a payment, in the books and as outsiders see them, and its outcome. */
import type { Money } from '../money.ts';
import type { Refusal } from '../refusal.ts';

/**
 * `reserved` and `review` (an operator has to decide) are not final; outside both are called PENDING. In all others a
 * payment has ended.
 */
export const paymentStates = ['reserved', 'completed', 'rejected', 'failed', 'review'] as const;

export type PaymentState = (typeof paymentStates)[number];

export const publicStates = ['PENDING', 'COMPLETED', 'REJECTED', 'FAILED', 'REVERSED'] as const;

/** Translates a payment's state for outsiders. `reversed` is the amount that was taken back: only the whole amount counts. */
export function publicState(
  state: PaymentState,
  amount: Money,
  reversed?: Money,
): (typeof publicStates)[number] {
  switch (state) {
    case 'reserved':
    case 'review':
      return 'PENDING';
    case 'completed':
      return reversed && reversed.minor >= amount.minor ? 'REVERSED' : 'COMPLETED';
    case 'rejected':
      return 'REJECTED';
    case 'failed':
      return 'FAILED';
  }
}

/** The result of `reserve`. A replayed id may find that the payment has already ended. */
export interface ReserveResult {
  readonly state: PaymentState;
  readonly refusal?: Refusal;
  /** The payment's running number and the time of its end (milliseconds since 1970, UTC), where it has ended. */
  readonly number?: bigint;
  readonly endedAt?: number;
}

/** The end of a payment, or its state so far (`reserved` or `review`: not known yet, and the SMS will tell). */
export interface Outcome {
  readonly id: string;
  readonly state: PaymentState;
  readonly refusal?: Refusal;
  /** The reference that people use; absent only while nothing about the payment is stored. */
  readonly reference?: string;
  readonly amount: Money;
  /** The payer's part of the fee. */
  readonly fee: Money;
  /** The payer's balance after it; present when completed. */
  readonly balance?: Money;
  /** Milliseconds since 1970, UTC. */
  readonly endedAt?: number;
}
