/**
 * The decision over the three checks, as a total function. It has the well-known rows (all approve: complete; fraud
 * declines, revenue declines or core fails: reject), and the rows for a check that is late or fails.
 *
 * A fraud check that is late or down is replaced by the backup rules, which are conservative. Where any other answer is
 * missing, the payment is given up and its money is released. A payment that is to be reviewed stays held for an operator,
 * if all else is right: an operator is not asked about a payment that could not be paid anyway.
 */
import type { FraudAnswer } from '../fraud/answer.ts';
import type { Refusal } from '../refusal.ts';

export type FraudVerdict = 'approved' | 'review' | 'declined' | 'late' | 'failed';
export type RevenueVerdict = 'approved' | 'declined' | 'late' | 'failed';
/** `failed`: core refused, and no money is held. `unknown`: the call failed, and money may be held. */
export type CoreVerdict = 'reserved' | 'failed' | 'late' | 'unknown';

export interface Verdicts {
  readonly fraud: FraudVerdict;
  readonly revenue: RevenueVerdict;
  readonly core: CoreVerdict;
  /** The answer of the backup rules. It counts only when fraud is late or failed. */
  readonly backup: 'approved' | 'declined';
  readonly revenueRefusal?: Refusal | undefined;
  readonly coreRefusal?: Refusal | undefined;
}

/**
 * What to do with the money that core holds: complete the payment, keep the money for an operator's decision, release it,
 * void it (it is not certain that any is held), or do nothing; and the reason, where the payment is refused.
 */
export type Decision =
  | { readonly hold: 'complete' | 'review' }
  | { readonly hold: 'release' | 'void' | 'nothing'; readonly refusal: Refusal };

export function decide(verdicts: Verdicts): Decision {
  const down = verdicts.fraud === 'late' || verdicts.fraud === 'failed';
  const fraud = down ? verdicts.backup : verdicts.fraud;
  const refusal = refusalOf(verdicts, fraud);
  if (refusal) return { hold: undoActions[verdicts.core], refusal };
  return { hold: fraud === 'review' ? 'review' : 'complete' };
}

function refusalOf(verdicts: Verdicts, fraud: FraudAnswer['decision']): Refusal | undefined {
  if (fraud === 'declined') return 'fraud_declined';
  switch (verdicts.revenue) {
    case 'declined':
      return verdicts.revenueRefusal ?? 'unavailable';
    case 'late':
      return 'timeout';
    case 'failed':
      return 'unavailable';
  }
  switch (verdicts.core) {
    case 'failed':
      return verdicts.coreRefusal ?? 'unavailable';
    case 'late':
      return 'timeout';
    case 'unknown':
      return 'unavailable';
  }
  return undefined;
}

/** A reserve that is late or failed may still hold money, so it is voided. */
const undoActions = {
  reserved: 'release',
  failed: 'nothing',
  late: 'void',
  unknown: 'void',
} as const satisfies Record<CoreVerdict, Decision['hold']>;

/** The state of a refused payment: `rejected` by a rule, or `failed` because an answer was missing. */
export function endState(refusal: Refusal): 'rejected' | 'failed' {
  return refusal === 'timeout' || refusal === 'unavailable' ? 'failed' : 'rejected';
}
