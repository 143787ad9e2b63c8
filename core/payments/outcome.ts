/** The states of a payment, and how it ended, inside and as outsiders call it. */
import type { Money } from '../money.ts';
import type { Refusal } from '../refusal.ts';

/**
 * `reserved` and `review` (a person's verdict is awaited) are not final; outside both are called PENDING. In all others a
 * payment has ended.
 */
export const paymentStates = ['reserved', 'completed', 'rejected', 'failed', 'review'] as const;

export type PaymentState = (typeof paymentStates)[number];

export const publicStates = ['PENDING', 'COMPLETED', 'REJECTED', 'FAILED', 'REVERSED'] as const;

/** What a payment's state is called outside. `reversed` is what was taken back of it: a part of it changes nothing. */
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

/** What `reserve` left behind. A replayed id may find the payment already ended. */
export interface ReserveResult {
  readonly state: PaymentState;
  readonly refusal?: Refusal;
  /** The payment's running number, and when it ended (milliseconds since 1970, UTC), where it has ended. */
  readonly number?: bigint;
  readonly endedAt?: number;
}

/** The end of a payment, or its state so far (`reserved` or `review`: not known yet, and the SMS will tell). */
export interface Outcome {
  readonly id: string;
  readonly state: PaymentState;
  readonly refusal?: Refusal;
  /** What people call it; absent only while nothing about it is stored. */
  readonly reference?: string;
  readonly amount: Money;
  /** What it costs the payer. */
  readonly fee: Money;
  /** The payer's balance after it; present when completed. */
  readonly balance?: Money;
  /** Milliseconds since 1970, UTC. */
  readonly endedAt?: number;
}
