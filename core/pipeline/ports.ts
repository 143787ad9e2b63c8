/** What the pipeline needs from outside: the books, what the checks look at, and who judges fraud. */
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
import type { CheckResults } from './check-results.ts';

/** How a payment shall end, and what made it so, where there were checks. */
export interface SettleCommand {
  readonly state: 'completed' | 'rejected' | 'failed';
  readonly refusal?: Refusal;
  readonly results?: CheckResults;
}

/** How a payment did end, as the books have it, or its state so far. */
export interface SettleResult {
  readonly state: PaymentState;
  readonly refusal?: Refusal;
  /** The payment's running number; absent where the id is another request's, and while it has not ended. */
  readonly number?: bigint;
  /** Milliseconds since 1970, UTC. */
  readonly endedAt?: number;
  /** The payer's balance after it, in minor units, when completed. */
  readonly payerBalance?: bigint;
}

/**
 * The books. Each call may be repeated with the same id, and answers from what it already did; a call that throws
 * says nothing about whether it took effect.
 *
 * What is in review is ended by its operator's verdict or when its time is over, and by nothing here: `settle` and
 * `abandon` leave it, and `review` leaves what has ended.
 */
export interface Ledger {
  reserve(request: PaymentRequest): Promise<ReserveResult>;
  settle(request: PaymentRequest, ending: SettleCommand): Promise<SettleResult>;
  /** Keeps a reservation for an operator, until then at most (milliseconds since 1970, UTC). */
  review(request: PaymentRequest, findings: CheckResults, until: number): Promise<SettleResult>;
  voidPayment(request: PaymentRequest, ending: SettleCommand): Promise<SettleResult>;
}

/** What the checks look at. */
export interface CheckInputs {
  readonly profile: Profile;
  readonly accounts: AccountSnapshot;
}

/** Who judges a payment by what is known of its payer: our rules, or an operator's own engine. */
export type FraudCheck = (
  request: PaymentRequest,
  profile: Profile,
) => FraudAnswer | Promise<FraudAnswer>;

export interface Pipeline {
  readonly ledger: Ledger;
  readonly checkInputs: (request: PaymentRequest) => Promise<CheckInputs>;
  readonly fraud: FraudCheck;
  /** The rule set of now, which the backup rules and the time of a review are taken from. */
  readonly ruleSet: () => RuleSet;
  readonly market: Market;
  /** The payment types' descriptors: those of core/payments/types.ts, if absent. */
  readonly types?: Descriptors;
  readonly clock: Clock;
  readonly onLateAnswer?: OnLateAnswer;
}

/** Told of answers that came after the deadline. Nobody waits for it. */
export type OnLateAnswer = (
  check: string,
  request: PaymentRequest,
  answer: Answered<unknown>,
) => unknown;
