/**
 * The straight line of a payment: check, decide, settle. It reads as if there were one payment; the group commits
 * under the ledger and the facts make one statement of all that are waiting.
 */
import { type Answered, correlate } from '../concurrency/correlate.ts';
import type { FraudAnswer } from '../fraud/answer.ts';
import { backupFraud } from '../fraud/backup.ts';
import { reference } from '../ids.ts';
import { money } from '../money.ts';
import { payerFee } from '../payments/fee.ts';
import type { Outcome, ReserveResult } from '../payments/outcome.ts';
import type { PaymentRequest } from '../payments/request.ts';
import { descriptors } from '../payments/types.ts';
import type { Refusal } from '../refusal.ts';
import { checkRevenue } from '../revenue/check.ts';
import { type CheckResults, type Checks, checkResultsOf } from './check-results.ts';
import { type CoreVerdict, decide, endState, type Verdicts } from './decision.ts';
import type { Pipeline, SettleCommand, SettleResult } from './ports.ts';
import { validateRequest } from './validate.ts';

/** How long the checks may take, together (the field's figure: five seconds). */
export const checksDeadline = 5_000;

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
  types = descriptors,
  clock,
  onLateAnswer,
}: Pipeline) {
  return async function pay(request: PaymentRequest): Promise<Outcome> {
    const impossible = validateRequest(request, market, types);
    if (impossible) return outcome(request, { state: 'rejected', refusal: impossible });

    const known = facts(request);
    const ended = correlate(
      {
        fraud: known.then(({ profile }) => fraud(request, profile)),
        revenue: known.then(({ accounts }) => checkRevenue(request, accounts, market, types)),
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

  function outcome(request: PaymentRequest, end: SettleResult): Outcome {
    return {
      id: request.id,
      state: end.state,
      amount: request.amount,
      fee: payerFee(request.type, request.fee, types),
      ...(end.refusal && { refusal: end.refusal }),
      ...(end.number !== undefined && { reference: reference(end.number) }),
      ...(end.payerBalance !== undefined && {
        balance: money(end.payerBalance, request.amount.currency),
      }),
      ...(end.endedAt !== undefined && { endedAt: end.endedAt }),
    };
  }

  /** Core refused, or has had this payment before: nothing is tried again. What it came to, settle tells. */
  async function replayed(request: PaymentRequest, core: Checks['core'], ending: SettleCommand) {
    const known = core.status === 'answered' && core.value.state !== 'completed';
    return known ? core.value : ledger.settle(request, ending);
  }
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
