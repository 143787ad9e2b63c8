/**
 * The straight line of a payment: check, decide, settle. It reads as if there were one payment; the group commits
 * under the ledger and the facts make one statement of all that are waiting.
 */
import type { Clock } from './clock.ts';
import { type Answered, correlate } from './correlate.ts';
import { type CoreVerdict, decide, endState, type Verdicts } from './decision.ts';
import { type BackupAnswer, backupFraud } from './fraud/backup.ts';
import type { Profile } from './fraud/profile.ts';
import type { RuleSet } from './fraud/rule-set.ts';
import { reference } from './ids.ts';
import type { Market } from './market.ts';
import { formatMoney, money } from './money.ts';
import type {
  CoreAnswer,
  FraudAnswer,
  Outcome,
  PaymentRequest,
  PaymentState,
  RevenueAnswer,
} from './payment.ts';
import type { Refusal } from './refusal.ts';
import { checkRevenue, type Standing } from './revenue/check.ts';

/** How long the checks may take, together (the field's figure: five seconds). */
export const checksDeadline = 5_000;

/** How a payment shall end, and what made it so. */
export interface Ending {
  readonly state: 'completed' | 'rejected' | 'failed';
  readonly refusal?: Refusal;
  readonly evidence: Evidence;
}

/** What the checks answered and when (milliseconds), as it is kept with the event of the decision. */
export interface Evidence {
  readonly fraud: { status: string; ms: number } & Pick<FraudAnswer, 'by'> & Partial<FraudAnswer>;
  readonly revenue: { status: string; ms: number } & Partial<RevenueFigures>;
  readonly core: { status: string; ms: number; state?: PaymentState; refusal?: Refusal };
}

/** What the revenue check answered, with its amounts as decimal strings. */
interface RevenueFigures {
  readonly decision: RevenueAnswer['decision'];
  readonly refusal?: Refusal;
  readonly balance: string;
  readonly dailyLimit: string;
  readonly dailyUsed: string;
}

/** What an operator is to decide, and until when (milliseconds since 1970, UTC). */
export interface Review {
  readonly until: number;
  readonly evidence: Evidence;
}

/** How a payment did end, as the books have it. */
export interface Settled {
  readonly state: PaymentState;
  readonly refusal?: Refusal;
  /** Still reserved, and an operator is to decide. */
  readonly inReview?: boolean;
  /** The payment's running number; absent where the id is another request's. */
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
  reserve(request: PaymentRequest): Promise<CoreAnswer>;
  settle(id: string, ending: Ending): Promise<Settled>;
  /** Keeps a reservation for an operator. */
  review(id: string, review: Review): Promise<Settled>;
  abandon(request: PaymentRequest, ending: Ending): Promise<Settled>;
}

/** What the checks look at. */
export interface Facts {
  profile(request: PaymentRequest): Promise<Profile>;
  standing(request: PaymentRequest): Promise<Standing>;
}

/** Who judges a payment by what is known of its payer: our rules, or an operator's own engine. */
export type FraudCheck = (
  request: PaymentRequest,
  profile: Profile,
) => FraudAnswer | Promise<FraudAnswer>;

export interface Pipeline {
  readonly ledger: Ledger;
  readonly facts: Facts;
  readonly fraud: FraudCheck;
  /** The rule set of now, which the backup rules and the time of a review are taken from. */
  readonly ruleSet: () => RuleSet;
  readonly market: Market;
  readonly clock: Clock;
  /** Told of answers that came after the deadline. */
  readonly late?: (check: string, request: PaymentRequest, answer: Answered<unknown>) => void;
}

/**
 * Takes a payment to its end, or to an operator. Never rejects: where the end is not known in time the state is
 * `reserved`, the books have it or will not, and the sweeper sees to it. The same id again gives the same outcome.
 */
export function pipeline({ ledger, facts, fraud, ruleSet, market, clock, late }: Pipeline) {
  return async function pay(request: PaymentRequest): Promise<Outcome> {
    const impossible = refuseAtOnce(request, market);
    if (impossible) return outcome(request, { state: 'rejected', refusal: impossible });

    const checks = await correlate(
      {
        fraud: facts.profile(request).then((profile) => fraud(request, profile)),
        revenue: facts
          .standing(request)
          .then((standing) => checkRevenue(request, standing, market)),
        core: ledger.reserve(request),
      },
      checksDeadline,
      clock,
      (check, answer) => late?.(check, request, answer),
    );
    try {
      return outcome(request, await end(request, checks));
    } catch {
      return outcome(request, { state: 'reserved' });
    }
  };

  async function end(request: PaymentRequest, checks: Checks): Promise<Settled> {
    const rules = ruleSet();
    const backup = backupFraud(request, undefined, rules);
    const kept = evidence(checks, backup);
    const decision = decide(verdicts(checks, backup));
    switch (decision.hold) {
      case 'complete':
        return ledger.settle(request.id, { state: 'completed', evidence: kept });
      case 'review': {
        const until = clock.now() + rules.reviewHours * 3_600_000;
        return ledger.review(request.id, { until, evidence: kept });
      }
      case 'release':
        return ledger.settle(request.id, refused(decision.refusal, kept));
      case 'abandon':
        return ledger.abandon(request, refused(decision.refusal, kept));
      case 'nothing':
        return replayed(request, checks.core, refused(decision.refusal, kept));
    }
  }

  /** Core refused, or has had this payment before: nothing is tried again. What it came to, settle tells. */
  async function replayed({ id }: PaymentRequest, core: Checks['core'], ending: Ending) {
    const known = core.status === 'answered' && core.value.state !== 'completed';
    return known ? core.value : ledger.settle(id, ending);
  }
}

/** Refusals that need no look at the books, so that nothing is locked or stored for them. */
export function refuseAtOnce(request: PaymentRequest, market: Market): Refusal | undefined {
  const { amount, fee } = request;
  if (amount.minor <= 0n || fee.minor < 0n) return 'invalid_amount';
  if (amount.currency !== market.currency || fee.currency !== market.currency) {
    return 'currency_mismatch';
  }
  return request.payer === request.payee ? 'same_party' : undefined;
}

interface Checks {
  readonly fraud: Answered<FraudAnswer>;
  readonly revenue: Answered<RevenueAnswer>;
  readonly core: Answered<CoreAnswer>;
}

function verdicts({ fraud, revenue, core }: Checks, backup: BackupAnswer): Verdicts {
  return {
    fraud: fraud.status === 'answered' ? fraud.value.decision : fraud.status,
    revenue: revenue.status === 'answered' ? revenue.value.decision : revenue.status,
    core: coreVerdict(core),
    backup: backup.decision,
    revenueRefusal: revenue.status === 'answered' ? revenue.value.refusal : undefined,
    coreRefusal: core.status === 'answered' ? core.value.refusal : undefined,
  };
}

function coreVerdict(core: Answered<CoreAnswer>): CoreVerdict {
  if (core.status === 'late') return 'late';
  if (core.status === 'failed') return 'unknown';
  return core.value.state === 'reserved' ? 'reserved' : 'failed';
}

function refused(refusal: Refusal, evidence: Evidence): Ending {
  return { state: endState(refusal), refusal, evidence };
}

function evidence({ fraud, revenue, core }: Checks, backup: BackupAnswer): Evidence {
  return {
    fraud: {
      ...{ status: fraud.status, ms: fraud.ms },
      ...(fraud.status === 'answered' ? fraud.value : backup),
    },
    revenue: {
      status: revenue.status,
      ms: revenue.ms,
      ...(revenue.status === 'answered' && figures(revenue.value)),
    },
    core: { status: core.status, ms: core.ms, ...(core.status === 'answered' && held(core.value)) },
  };
}

function held({ state, refusal }: CoreAnswer): Pick<CoreAnswer, 'state' | 'refusal'> {
  return { state, ...(refusal && { refusal }) };
}

function figures(answer: RevenueAnswer): RevenueFigures {
  return {
    decision: answer.decision,
    ...(answer.refusal && { refusal: answer.refusal }),
    balance: formatMoney(answer.balance),
    dailyLimit: formatMoney(answer.dailyLimit),
    dailyUsed: formatMoney(answer.dailyUsed),
  };
}

function outcome(request: PaymentRequest, end: Settled): Outcome {
  return {
    id: request.id,
    state: end.state,
    amount: request.amount,
    fee: request.fee,
    ...(end.refusal && { refusal: end.refusal }),
    ...(end.inReview && { inReview: true }),
    ...(end.number !== undefined && { reference: reference(end.number) }),
    ...(end.payerBalance !== undefined && {
      balance: money(end.payerBalance, request.amount.currency),
    }),
    ...(end.endedAt !== undefined && { endedAt: end.endedAt }),
  };
}
