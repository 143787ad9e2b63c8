/** The pipeline's ports: the ledger, the inputs of the checks, and a fraud check. */
import type { Clock } from '../clock.ts';
import type { Answered } from '../concurrency/correlate.ts';
import type { FraudAnswer } from '../fraud/answer.ts';
import type { Profile } from '../fraud/profile.ts';
import type { RuleSet } from '../fraud/rule-set.ts';
import type { Market } from '../markets/market.ts';
import type { PaymentState, ReserveResult } from '../payments/outcome.ts';
import type { PaymentRequest } from '../payments/request.ts';
import type { Descriptors } from '../payments/types.ts';
import type { Refusal } from '../refusal.ts';
import type { AccountSnapshot } from '../revenue/check.ts';
import type { CheckResults, Checks } from './check-results.ts';

/**
 * An open reservation is released after this long (milliseconds): the checks' 5 s and a settle that had to be repeated,
 * with room.
 */
export const reservationLifetime = 20_000;

/** The end that a payment shall have, with the results of the checks where there were checks. */
export interface SettleCommand {
  readonly state: 'completed' | 'rejected' | 'failed';
  readonly refusal?: Refusal;
  readonly results?: CheckResults;
}

/** The end that the books have of a payment, or its state so far. */
export interface SettleResult {
  readonly state: PaymentState;
  readonly refusal?: Refusal;
  /** The payment's running number. Absent where the id belongs to another request, and until the payment has ended. */
  readonly number?: bigint;
  /** Milliseconds since 1970, UTC. */
  readonly endedAt?: number;
  /** The payer's balance after a completed payment, in minor units. */
  readonly payerBalance?: bigint;
}

/**
 * The books. Each call may be repeated with the same id, and then answers with what it did before. A call that throws may
 * have taken effect or not.
 *
 * A payment in review ends by an operator's decision or when its time is over, and by nothing here: `settle` and
 * `voidPayment` leave it alone, and `review` leaves a payment alone that has ended.
 */
export interface Ledger {
  reserve(request: PaymentRequest): Promise<ReserveResult>;
  settle(request: PaymentRequest, ending: SettleCommand): Promise<SettleResult>;
  /** Keeps a reservation for an operator to decide, until `until` at most (milliseconds since 1970, UTC). */
  review(request: PaymentRequest, results: CheckResults, until: number): Promise<SettleResult>;
  voidPayment(request: PaymentRequest, ending: SettleCommand): Promise<SettleResult>;
}

/** The inputs of the fraud and revenue checks. */
export interface CheckInputs {
  readonly profile: Profile;
  readonly accounts: AccountSnapshot;
}

/** Judges a payment by its payer's history: our rules, or an operator's own engine. */
export type FraudCheck = (
  request: PaymentRequest,
  profile: Profile,
) => FraudAnswer | Promise<FraudAnswer>;

export interface Pipeline {
  readonly ledger: Ledger;
  readonly checkInputs: (request: PaymentRequest) => Promise<CheckInputs>;
  readonly fraud: FraudCheck;
  /** The current rule set. The backup rules and the time limit of a review come from it. */
  readonly ruleSet: () => RuleSet;
  readonly market: Market;
  /** The payment types' descriptors: those of core/payments/types.ts, if absent. */
  readonly types?: Descriptors;
  readonly clock: Clock;
  readonly onLateAnswer?: OnLateAnswer;
  /** Is told what the checks of a payment answered, before the decision. Must not throw. */
  readonly onChecks?: ((checks: Checks) => void) | undefined;
}

/** Is told of a check's answer that came after the deadline. The payment does not wait for it. */
export type OnLateAnswer = (
  check: string,
  request: PaymentRequest,
  answer: Answered<unknown>,
) => unknown;
