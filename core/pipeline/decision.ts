/**
 * The decision over the three checks: a total function. The rows that everybody draws are in it (all approve:
 * complete; fraud declines, revenue declines, core fails: reject); the rest is what happens when a check is late or
 * does not work.
 *
 * Fraud that is late or down is replaced by the backup rules, which are conservative; anything else that is
 * missing means that the payment is given up and released. What is to be reviewed stays held for an operator, if all
 * else is right: nobody is asked about what cannot be paid anyway.
 */
import type { FraudAnswer } from '../fraud/answer.ts';
import type { Refusal } from '../refusal.ts';

export type FraudVerdict = 'approved' | 'review' | 'declined' | 'late' | 'failed';
export type RevenueVerdict = 'approved' | 'declined' | 'late' | 'failed';
/** `failed`: core refused, and nothing is held. `unknown`: the call broke, and money may be held. */
export type CoreVerdict = 'reserved' | 'failed' | 'late' | 'unknown';

export interface Verdicts {
  readonly fraud: FraudVerdict;
  readonly revenue: RevenueVerdict;
  readonly core: CoreVerdict;
  /** What the backup rules say; they count only when fraud is late or failed. */
  readonly backup: 'approved' | 'declined';
  readonly revenueRefusal?: Refusal | undefined;
  readonly coreRefusal?: Refusal | undefined;
}

/**
 * What becomes of what core holds: complete it, keep it for an operator's verdict, release it, make sure that there is
 * nothing, or leave it as core says; and why, where it is refused.
 */
export type Decision =
  | { readonly hold: 'complete' | 'review' }
  | { readonly hold: 'release' | 'void' | 'nothing'; readonly refusal: Refusal };

export function decide(verdicts: Verdicts): Decision {
  const down = verdicts.fraud === 'late' || verdicts.fraud === 'failed';
  const fraud = down ? verdicts.backup : verdicts.fraud;
  const refusal = refusalOf(verdicts, fraud);
  if (refusal) return { hold: undoing[verdicts.core], refusal };
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

/** A late or broken reserve may yet hold money, so an end is put to it either way. */
const undoing = {
  reserved: 'release',
  failed: 'nothing',
  late: 'void',
  unknown: 'void',
} as const satisfies Record<CoreVerdict, Decision['hold']>;

/** How a payment that is refused is called: refused by a rule, or given up because something was missing. */
export function endState(refusal: Refusal): 'rejected' | 'failed' {
  return refusal === 'timeout' || refusal === 'unavailable' ? 'failed' : 'rejected';
}
