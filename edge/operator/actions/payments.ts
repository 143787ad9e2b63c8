/**
 * An operator's actions on payments: find one, reverse it, decide its review, close its disputes. They throw a DeskRefusal
 * where the books refuse.
 */
import type { Reason } from '../../../core/care/operator-action.ts';
import { readReference, reference } from '../../../core/ids.ts';
import type { Money } from '../../../core/money.ts';
import type { EndedAirtime } from '../../../db/operator/airtime.ts';
import type { DisputeEnd } from '../../../db/operator/disputes.ts';
import type { DescribedPayment } from '../../../db/operator/payments.ts';
import type { Reversed } from '../../../db/operator/reversals.ts';
import type { DecidedReview, ReviewDecision } from '../../../db/operator/reviews.ts';
import { type Desk, newId } from '../desk.ts';
import { inMessageLetters } from './message.ts';
import { DeskRefusal, refusedBy } from './refusal.ts';

/** The id of the payment with this reference. Undefined where the text cannot be a reference. */
export async function findPayment(desk: Desk, text: string): Promise<string | undefined> {
  const number = readReference(text);
  if (number === undefined) return undefined;
  const id = await desk.payments.find(number);
  if (id === undefined) throw new DeskRefusal(`there is no payment ${reference(number)}`);
  return id;
}

export async function describePayment(desk: Desk, id: string): Promise<DescribedPayment> {
  const payment = await desk.payments.describe(id);
  if (!payment) throw new DeskRefusal(`there is no payment ${id}`);
  return payment;
}

export interface ReversalOrder {
  /** The payment's whole amount where there is none. */
  readonly amount?: Money | undefined;
  readonly reason: string;
  readonly by: string;
  /** The longest wait for money that was spent (milliseconds). Without it such a reversal is refused at once. */
  readonly waitMs?: number | undefined;
}

/** Reverses a payment, once, or makes the reversal wait for money. */
export async function reversePayment(
  desk: Desk,
  payment: string,
  { amount, reason, by, waitMs }: ReversalOrder,
): Promise<Reversed> {
  const id = newId(desk);
  const until = waitMs === undefined ? undefined : desk.now + waitMs;
  const request = { origin: payment, id, amount, reason, by, until };
  const result = await desk.reversals.reverse(request, desk.now);
  const { refusal, number } = result;
  if (refusal === 'already_reversed' && number !== undefined) {
    throw new DeskRefusal(`refused: already_reversed, by ${reference(number)}`);
  }
  if (refusal) throw refusedBy(refusal);
  return result;
}

/**
 * Approves or declines a payment that is in review. The first decision stands: `isFirst` is false where another came before
 * this one. Undefined where the payment was never in review.
 */
export function decideReview(
  desk: Desk,
  payment: string,
  decision: ReviewDecision,
): Promise<DecidedReview | undefined> {
  return desk.reviews.decide(payment, decision, desk.now);
}

/** Closes every open dispute of a payment without a reversal, and tells who reported it. Gives how many there were. */
export function closeDisputes(desk: Desk, payment: string, end: DisputeEnd): Promise<number> {
  const message = end.message === undefined ? undefined : inMessageLetters(end.message);
  return desk.disputes.close(payment, { ...end, message }, desk.now);
}

/**
 * Ends airtime of which nobody knew what became of it, or tries again to pay back what failed and is still owed. Refused where it has
 * ended, or is still being tried.
 */
export async function endAirtime(
  desk: Desk,
  payment: string,
  delivered: boolean,
  reason: Reason,
): Promise<EndedAirtime> {
  const result = await desk.airtime.end(payment, delivered, reason, desk.now);
  if (!result) throw new DeskRefusal('that payment bought no airtime');
  if (result.ended) return result;
  const { state, refund } = result;
  if (state === 'failed' && refund === undefined && !delivered)
    throw new DeskRefusal(
      'its payer has an account that is closed or may not have so much, so nothing was paid back',
    );
  const paidBack = refund === undefined ? '' : `, and was paid back by ${reference(refund)}`;
  throw new DeskRefusal(`its airtime is ${state}${paidBack}, so nothing was changed`);
}
