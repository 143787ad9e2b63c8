/**
 * The straight line of a payment: check, decide, settle. It reads as if there were one payment; the group commits
 * under the ledger and the facts make one statement of all that are waiting.
 */
import type { Clock } from './clock.ts';
import { type Answered, correlate } from './correlate.ts';
import { type CoreVerdict, type Decision, decide, endState, type Verdicts } from './decision.ts';
import { backupFraud, checkFraud, type Profile } from './fraud/rules.ts';
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
import { isExpired } from './revenue/quote.ts';

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
  readonly fraud: { status: string; ms: number; by: Decision['fraudBy'] } & Partial<FraudAnswer>;
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

/** How a payment did end, as the books have it. */
export interface Settled {
  readonly state: PaymentState;
  readonly refusal?: Refusal;
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
 */
export interface Ledger {
  reserve(request: PaymentRequest): Promise<CoreAnswer>;
  settle(id: string, ending: Ending): Promise<Settled>;
  abandon(request: PaymentRequest, ending: Ending): Promise<Settled>;
}

/** What the checks look at. */
export interface Facts {
  profile(request: PaymentRequest): Promise<Profile>;
  standing(request: PaymentRequest): Promise<Standing>;
}

export interface Pipeline {
  readonly ledger: Ledger;
  readonly facts: Facts;
  readonly market: Market;
  readonly clock: Clock;
  /** Told of answers that came after the deadline. */
  readonly late?: (check: string, request: PaymentRequest, answer: Answered<unknown>) => void;
}

/**
 * Takes a payment to its end. Never rejects: where the end is not known in time the state is `reserved`, the books
 * have it or will not, and the sweeper sees to it. The same id again gives the same outcome.
 */
export function pipeline({ ledger, facts, market, clock, late }: Pipeline) {
  return async function pay(request: PaymentRequest): Promise<Outcome> {
    const impossible = refuseAtOnce(request, market);
    if (impossible) return outcome(request, { state: 'rejected', refusal: impossible });

    const checks = await correlate(
      {
        fraud: facts.profile(request).then((profile) => checkFraud(request, profile)),
        revenue: facts
          .standing(request)
          .then((standing) => checkRevenue(request, standing, market)),
        core: ledger.reserve(request),
      },
      checksDeadline,
      clock,
      (check, answer) => late?.(check, request, answer),
    );
    const { core } = checks;
    const decision = decide(verdicts(request, checks));
    const ending = endingOf(decision, evidence(checks, decision));

    try {
      if (core.status === 'answered' && core.value.state !== 'reserved') {
        return await replayed(request, core.value, ending);
      }
      const settled =
        decision.hold === 'abandon'
          ? await ledger.abandon(request, ending)
          : await ledger.settle(request.id, ending);
      return outcome(request, settled);
    } catch {
      return outcome(request, { state: 'reserved' });
    }
  };

  /** Core refused, or the payment ended before: the books say how, and nothing is tried again. */
  async function replayed(request: PaymentRequest, core: CoreAnswer, ending: Ending) {
    if (core.state !== 'completed') return outcome(request, core);
    return outcome(request, await ledger.settle(request.id, ending));
  }
}

/** Refusals that need no look at the books, so that nothing is locked or stored for them. */
export function refuseAtOnce(request: PaymentRequest, market: Market): Refusal | undefined {
  const { amount, fee } = request;
  if (amount.minor <= 0n || fee.minor < 0n) return 'invalid_amount';
  if (amount.currency !== market.currency || fee.currency !== market.currency) {
    return 'currency_mismatch';
  }
  if (request.payer === request.payee) return 'same_party';
  return isExpired(request.quotedUntil, request.requestedAt) ? 'quote_expired' : undefined;
}

interface Checks {
  readonly fraud: Answered<FraudAnswer>;
  readonly revenue: Answered<RevenueAnswer>;
  readonly core: Answered<CoreAnswer>;
}

function verdicts(request: PaymentRequest, { fraud, revenue, core }: Checks): Verdicts {
  return {
    fraud: fraud.status === 'answered' ? fraud.value.decision : fraud.status,
    revenue: revenue.status === 'answered' ? revenue.value.decision : revenue.status,
    core: coreVerdict(core),
    backup: backupFraud(request),
    revenueRefusal: revenue.status === 'answered' ? revenue.value.refusal : undefined,
    coreRefusal: core.status === 'answered' ? core.value.refusal : undefined,
  };
}

function coreVerdict(core: Answered<CoreAnswer>): CoreVerdict {
  if (core.status === 'late') return 'late';
  if (core.status === 'failed') return 'unknown';
  return core.value.state === 'reserved' ? 'reserved' : 'failed';
}

function endingOf(decision: Decision, evidence: Evidence): Ending {
  if (!decision.refusal) return { state: 'completed', evidence };
  return { state: endState(decision.refusal), refusal: decision.refusal, evidence };
}

function evidence({ fraud, revenue, core }: Checks, { fraudBy }: Decision): Evidence {
  return {
    fraud: {
      status: fraud.status,
      ms: fraud.ms,
      by: fraudBy,
      ...(fraud.status === 'answered' && fraud.value),
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

function outcome(
  request: PaymentRequest,
  end: CoreAnswer & Partial<Omit<Settled, keyof CoreAnswer>>,
): Outcome {
  return {
    id: request.id,
    state: end.state,
    amount: request.amount,
    fee: request.fee,
    ...(end.refusal && { refusal: end.refusal }),
    ...(end.number !== undefined && { reference: reference(end.number) }),
    ...(end.payerBalance !== undefined && {
      balance: money(end.payerBalance, request.amount.currency),
    }),
    ...(end.endedAt !== undefined && { endedAt: end.endedAt }),
  };
}
