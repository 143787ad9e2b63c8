/**
 * The steps of a payment: check, decide, settle. The code reads as if there were one payment; the group commits under the
 * ledger and the check inputs make one statement for all payments that wait.
 */
import { type Answered, correlate } from '../concurrency/correlate.ts';
import type { FraudAnswer } from '../fraud/answer.ts';
import { backupFraud } from '../fraud/backup.ts';
import { reference } from '../ids.ts';
import { money } from '../money.ts';
import { payerFee } from '../payments/fee.ts';
import type { Outcome, ReserveResult } from '../payments/outcome.ts';
import type { PaymentRequest } from '../payments/request.ts';
import { type Descriptors, descriptors } from '../payments/types.ts';
import type { Refusal } from '../refusal.ts';
import { checkRevenue } from '../revenue/check.ts';
import { type CheckResults, type Checks, checkResultsOf } from './check-results.ts';
import { type CoreVerdict, decide, endState, type Verdicts } from './decision.ts';
import type { Pipeline, SettleCommand, SettleResult } from './ports.ts';
import { validateRequest } from './validate.ts';

/** The three checks together may take this long (milliseconds; five seconds is the field's figure). */
export const checksDeadline = 5_000;

/**
 * Takes a payment to its end, or to an operator's review. Never rejects: where the end is not known in time the state is
 * `reserved`, and the sweep ends what the books have of it. The same id again gives the same outcome.
 */
export function pipeline({
  ledger,
  checkInputs,
  fraud,
  ruleSet,
  market,
  types = descriptors,
  clock,
  onLateAnswer,
  onChecks,
}: Pipeline) {
  return async function pay(request: PaymentRequest): Promise<Outcome> {
    const invalid = validateRequest(request, market, types);
    if (invalid) return outcomeOf(request, { state: 'rejected', refusal: invalid }, types);

    const inputs = checkInputs(request);
    const ended = correlate(
      {
        fraud: inputs.then(({ profile }) => fraud(request, profile)),
        revenue: inputs.then(({ accounts }) => checkRevenue(request, accounts, market, types)),
        core: ledger.reserve(request),
      },
      checksDeadline,
      clock,
      (checks) => end(request, checks),
      (check, answer) => onLateAnswer?.(check, request, answer),
    );
    try {
      return outcomeOf(request, await ended, types);
    } catch {
      return outcomeOf(request, { state: 'reserved' }, types);
    }
  };

  async function end(request: PaymentRequest, checks: Checks): Promise<SettleResult> {
    onChecks?.(checks);
    const rules = ruleSet();
    const fraudAnswer =
      checks.fraud.status === 'answered'
        ? checks.fraud.value
        : backupFraud(request, undefined, rules);
    const decision = decide(verdicts(checks, fraudAnswer));
    const results = checkResultsOf(checks, fraudAnswer);
    switch (decision.hold) {
      case 'complete':
        return ledger.settle(request, { state: 'completed', results });
      case 'review':
        return ledger.review(request, results, clock.now() + rules.reviewHours * 3_600_000);
      case 'release':
        return ledger.settle(request, refused(decision.refusal, results));
      case 'void':
        return ledger.voidPayment(request, refused(decision.refusal, results));
      case 'nothing':
        return replayed(request, checks.core, refused(decision.refusal, results));
    }
  }

  /** Core refused the payment, or had it before, so nothing is tried again. Settle tells how a completed one ended. */
  async function replayed(request: PaymentRequest, core: Checks['core'], ending: SettleCommand) {
    const isEndKnown = core.status === 'answered' && core.value.state !== 'completed';
    return isEndKnown ? core.value : ledger.settle(request, ending);
  }
}

/** `fraudAnswer` is the fraud check's answer, or that of the backup rules where there was none. */
function verdicts({ fraud, revenue, core }: Checks, fraudAnswer: FraudAnswer): Verdicts {
  return {
    fraud: fraud.status === 'answered' ? fraudAnswer.decision : fraud.status,
    revenue: revenue.status === 'answered' ? revenue.value.decision : revenue.status,
    core: coreVerdict(core),
    backup: fraudAnswer.decision === 'approved' ? 'approved' : 'declined',
    revenueRefusal: revenue.status === 'answered' ? revenue.value.refusal : undefined,
    coreRefusal: core.status === 'answered' ? core.value.refusal : undefined,
  };
}

function coreVerdict(core: Answered<ReserveResult>): CoreVerdict {
  if (core.status === 'late') return 'late';
  if (core.status === 'failed') return 'unknown';
  return core.value.state === 'reserved' ? 'reserved' : 'failed';
}

function refused(refusal: Refusal, results: CheckResults): SettleCommand {
  return { state: endState(refusal), refusal, results };
}

/** The answer to whoever asked for the payment; its fee is the payer's part. */
function outcomeOf(request: PaymentRequest, end: SettleResult, types: Descriptors): Outcome {
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
