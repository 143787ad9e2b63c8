/** The answers of the three checks, and the form in which they are stored with the payment. */
import type { Answered } from '../concurrency/correlate.ts';
import type { FraudAnswer } from '../fraud/answer.ts';
import { toDecimal } from '../money.ts';
import type { PaymentState, ReserveResult } from '../payments/outcome.ts';
import type { Refusal } from '../refusal.ts';
import type { RevenueAnswer } from '../revenue/check.ts';

export interface Checks {
  readonly fraud: Answered<FraudAnswer>;
  readonly revenue: Answered<RevenueAnswer>;
  readonly core: Answered<ReserveResult>;
}

/** The results of the checks, as they are stored with the payment. */
export interface CheckResults {
  /** 0 (harmless) to 1. */
  readonly score: number;
  /** The judge of fraud and its version, as "rules 1". */
  readonly fraudModel: string;
  /** The time from the start of the checks to the last answer, in milliseconds. */
  readonly checksMs: number;
  /** All answers. Absent where every check approved and nothing spoke against the payment. */
  readonly evidence?: Evidence;
}

/** The answer of each check, and the time it took (milliseconds). */
export interface Evidence {
  readonly fraud: { status: string; ms: number } & FraudAnswer;
  readonly revenue: { status: string; ms: number } & Partial<RevenueFigures>;
  readonly core: { status: string; ms: number; state?: PaymentState; refusal?: Refusal };
}

/** The answer of the revenue check, with its amounts as decimal strings. */
interface RevenueFigures {
  readonly decision: RevenueAnswer['decision'];
  readonly refusal?: Refusal;
  readonly balance: string;
  readonly dailyLimit: string;
  readonly dailyUsed: string;
}

/** Most payments are approved by every check without a factor against them; no evidence is stored for those. */
export function checkResultsOf(checks: Checks, fraudAnswer: FraudAnswer): CheckResults {
  const { fraud, revenue, core } = checks;
  const plain =
    fraud.status === 'answered' &&
    fraudAnswer.decision === 'approved' &&
    fraudAnswer.factors.length === 0 &&
    revenue.status === 'answered' &&
    revenue.value.decision === 'approved' &&
    core.status === 'answered' &&
    core.value.state === 'reserved';
  return {
    score: fraudAnswer.score,
    fraudModel: `${fraudAnswer.by} ${fraudAnswer.version}`,
    checksMs: Math.max(fraud.ms, revenue.ms, core.ms),
    ...(!plain && { evidence: evidenceOf(checks, fraudAnswer) }),
  };
}

function evidenceOf({ fraud, revenue, core }: Checks, fraudAnswer: FraudAnswer): Evidence {
  return {
    fraud: { status: fraud.status, ms: fraud.ms, ...fraudAnswer },
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
