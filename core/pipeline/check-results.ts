/** What the three checks answered, as it is kept with the payment. */
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

/** Most payments are approved by all, and nothing speaks against them: then there is nothing more to keep. */
export function checkResultsOf(checks: Checks, judged: FraudAnswer): CheckResults {
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
