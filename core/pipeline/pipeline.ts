/**
 * The straight line of a payment: check, decide, settle. It reads as if there were one payment; the group commits
 * under the ledger and the facts make one statement of all that are waiting.
 */
import type { Clock } from '../clock.ts';
import { type Answered, correlate } from '../concurrency/correlate.ts';
import { backupFraud } from '../fraud/backup.ts';
import type { Profile } from '../fraud/profile.ts';
import type { RuleSet } from '../fraud/rule-set.ts';
import { reference } from '../ids.ts';
import type { Market } from '../markets/market.ts';
import { maxAmount, money, toDecimal } from '../money.ts';
import type {
  FraudAnswer,
  Outcome,
  PaymentRequest,
  PaymentState,
  ReserveResult,
  RevenueAnswer,
} from '../payments/payment.ts';
import { feeExceedsAmount, payerFee, paymentRules } from '../payments/rules.ts';
import type { Refusal } from '../refusal.ts';
import { type AccountSnapshot, checkRevenue } from '../revenue/check.ts';
import { isExpired } from '../revenue/quote.ts';
import { type CoreVerdict, decide, endState, type Verdicts } from './decision.ts';

/** How long the checks may take, together (the field's figure: five seconds). */
export const checksDeadline = 5_000;

/** What the checks found, as it is kept with the payment. */
export interface CheckResults {
  /** 0 (harmless) to 1. */
  readonly score: number;
  /** Who judged, and by which version: "rules 1". */
  readonly fraudModel: string;
  /** From the first check's beginning to the last one's answer, in milliseconds. */
  readonly checksMs: number;
  /** What there is to say beside that all of them approved without a doubt. */
  readonly evidence?: Evidence;
}

/** How a payment shall end, and what made it so, where there were checks. */
export interface SettleCommand {
  readonly state: 'completed' | 'rejected' | 'failed';
  readonly refusal?: Refusal;
  readonly results?: CheckResults;
}

/** What each check answered, and when (milliseconds). */
export interface Evidence {
  readonly fraud: { status: string; ms: number } & FraudAnswer;
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
  readonly clock: Clock;
  readonly onLateAnswer?: OnLateAnswer;
}

/** Told of answers that came after the deadline. Nobody waits for it. */
export type OnLateAnswer = (
  check: string,
  request: PaymentRequest,
  answer: Answered<unknown>,
) => unknown;

/**
 * Takes a payment to its end, or to an operator. Never rejects: where the end is not known in time the state is
 * `reserved`, the books have it or will not, and the sweeper sees to it. The same id again gives the same outcome.
 */
export function pipeline({
  ledger,
  checkInputs: facts,
  fraud,
  ruleSet,
  market,
  clock,
  onLateAnswer,
}: Pipeline) {
  return async function pay(request: PaymentRequest): Promise<Outcome> {
    const impossible = validateRequest(request, market);
    if (impossible) return outcome(request, { state: 'rejected', refusal: impossible });

    const known = facts(request);
    const ended = correlate(
      {
        fraud: known.then(({ profile }) => fraud(request, profile)),
        revenue: known.then(({ accounts }) => checkRevenue(request, accounts, market)),
        core: ledger.reserve(request),
      },
      checksDeadline,
      clock,
      (checks) => end(request, checks),
      (check, answer) => onLateAnswer?.(check, request, answer),
    );
    try {
      return outcome(request, await ended);
    } catch {
      return outcome(request, { state: 'reserved' });
    }
  };

  async function end(request: PaymentRequest, checks: Checks): Promise<SettleResult> {
    const rules = ruleSet();
    const judged =
      checks.fraud.status === 'answered'
        ? checks.fraud.value
        : backupFraud(request, undefined, rules);
    const decision = decide(verdicts(checks, judged));
    const findings = checkResultsOf(checks, judged);
    switch (decision.hold) {
      case 'complete':
        return ledger.settle(request, { state: 'completed', results: findings });
      case 'review':
        return ledger.review(request, findings, clock.now() + rules.reviewHours * 3_600_000);
      case 'release':
        return ledger.settle(request, refused(decision.refusal, findings));
      case 'void':
        return ledger.voidPayment(request, refused(decision.refusal, findings));
      case 'nothing':
        return replayed(request, checks.core, refused(decision.refusal, findings));
    }
  }

  /** Core refused, or has had this payment before: nothing is tried again. What it came to, settle tells. */
  async function replayed(request: PaymentRequest, core: Checks['core'], ending: SettleCommand) {
    const known = core.status === 'answered' && core.value.state !== 'completed';
    return known ? core.value : ledger.settle(request, ending);
  }
}

/** Refusals that need no look at the books, so that nothing is locked or stored for them. */
export function validateRequest(request: PaymentRequest, market: Market): Refusal | undefined {
  const { type, amount, fee, excise, quotedUntil, requestedAt } = request;
  const duty = excise?.minor ?? 0n;
  if (!Object.hasOwn(paymentRules, type)) return 'unknown_type';
  if (amount.minor <= 0n || amount.minor > maxAmount) return 'invalid_amount';
  if (fee.minor < 0n || fee.minor > maxAmount) return 'invalid_amount';
  if (duty < 0n || duty > fee.minor) return 'invalid_amount';
  const parts = [amount, fee, excise ?? fee];
  if (parts.some(({ currency }) => currency !== market.currency)) return 'currency_mismatch';
  if (request.payer === request.payee) return 'same_party';
  if (isExpired(quotedUntil, requestedAt)) return 'quote_expired';
  // Nobody pays a fee for what has none.
  const isFree = paymentRules[type].feeBy === 'nobody';
  if (isFree && fee.minor > 0n) return 'invalid_amount';
  return feeExceedsAmount(type, amount, fee) ? 'amount_too_small' : undefined;
}

interface Checks {
  readonly fraud: Answered<FraudAnswer>;
  readonly revenue: Answered<RevenueAnswer>;
  readonly core: Answered<ReserveResult>;
}

/** `judged` is what counts for fraud: its check's answer, or that of the rules that stand in for it. */
function verdicts({ fraud, revenue, core }: Checks, judged: FraudAnswer): Verdicts {
  return {
    fraud: fraud.status === 'answered' ? judged.decision : fraud.status,
    revenue: revenue.status === 'answered' ? revenue.value.decision : revenue.status,
    core: coreVerdict(core),
    backup: judged.decision === 'approved' ? 'approved' : 'declined',
    revenueRefusal: revenue.status === 'answered' ? revenue.value.refusal : undefined,
    coreRefusal: core.status === 'answered' ? core.value.refusal : undefined,
  };
}

function coreVerdict(core: Answered<ReserveResult>): CoreVerdict {
  if (core.status === 'late') return 'late';
  if (core.status === 'failed') return 'unknown';
  return core.value.state === 'reserved' ? 'reserved' : 'failed';
}

function refused(refusal: Refusal, findings: CheckResults): SettleCommand {
  return { state: endState(refusal), refusal, results: findings };
}

/** Most payments are approved by all, and nothing speaks against them: then there is nothing more to keep. */
function checkResultsOf(checks: Checks, judged: FraudAnswer): CheckResults {
  const { fraud, revenue, core } = checks;
  const plain =
    fraud.status === 'answered' &&
    judged.decision === 'approved' &&
    judged.factors.length === 0 &&
    revenue.status === 'answered' &&
    revenue.value.decision === 'approved' &&
    core.status === 'answered' &&
    core.value.state === 'reserved';
  return {
    score: judged.score,
    fraudModel: `${judged.by} ${judged.version}`,
    checksMs: Math.max(fraud.ms, revenue.ms, core.ms),
    ...(!plain && { evidence: evidenceOf(checks, judged) }),
  };
}

function evidenceOf({ fraud, revenue, core }: Checks, judged: FraudAnswer): Evidence {
  return {
    fraud: { status: fraud.status, ms: fraud.ms, ...judged },
    revenue: {
      status: revenue.status,
      ms: revenue.ms,
      ...(revenue.status === 'answered' && figures(revenue.value)),
    },
    core: { status: core.status, ms: core.ms, ...(core.status === 'answered' && held(core.value)) },
  };
}

function held({ state, refusal }: ReserveResult): Pick<ReserveResult, 'state' | 'refusal'> {
  return { state, ...(refusal && { refusal }) };
}

function figures(answer: RevenueAnswer): RevenueFigures {
  return {
    decision: answer.decision,
    ...(answer.refusal && { refusal: answer.refusal }),
    balance: toDecimal(answer.balance),
    dailyLimit: toDecimal(answer.dailyLimit),
    dailyUsed: toDecimal(answer.dailyUsed),
  };
}

function outcome(request: PaymentRequest, end: SettleResult): Outcome {
  return {
    id: request.id,
    state: end.state,
    amount: request.amount,
    fee: payerFee(request.type, request.fee),
    ...(end.refusal && { refusal: end.refusal }),
    ...(end.number !== undefined && { reference: reference(end.number) }),
    ...(end.payerBalance !== undefined && {
      balance: money(end.payerBalance, request.amount.currency),
    }),
    ...(end.endedAt !== undefined && { endedAt: end.endedAt }),
  };
}
