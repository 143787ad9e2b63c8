/**
 * The decision over the three checks: a total function. The rows that everybody draws are in it (all approve:
 * proceed; fraud declines, revenue declines, core fails: reject); the rest is what happens when a check is late or
 * does not work.
 *
 * Fraud that is late or down is replaced by the backup rules, which are conservative; anything else that is
 * missing means that the payment is given up and released. `review` is declined: nobody could be asked in the time
 * that a person waits at a screen.
 */
import type { Refusal } from './refusal.ts';

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

export interface Decision {
  readonly proceed: boolean;
  /** Why not, when it does not proceed. */
  readonly refusal?: Refusal;
  /** Who spoke for fraud. */
  readonly fraudBy: 'rules' | 'backup_rules';
  /** What must be done with the hold: complete it, release it, make sure there is none, or nothing. */
  readonly hold: 'complete' | 'release' | 'abandon' | 'nothing';
}

export function decide(verdicts: Verdicts): Decision {
  const down = verdicts.fraud === 'late' || verdicts.fraud === 'failed';
  const fraudBy = down ? 'backup_rules' : 'rules';
  const refusal = refusalOf(verdicts, down ? verdicts.backup : verdicts.fraud);
  if (!refusal) return { proceed: true, fraudBy, hold: 'complete' };
  return { proceed: false, refusal, fraudBy, hold: undoing[verdicts.core] };
}

function refusalOf(verdicts: Verdicts, fraud: FraudVerdict): Refusal | undefined {
  if (fraud !== 'approved') return 'fraud_declined';
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
  late: 'abandon',
  unknown: 'abandon',
} as const satisfies Record<CoreVerdict, Decision['hold']>;

/** How a payment that does not proceed is called: refused by a rule, or given up because something was missing. */
export function endState(refusal: Refusal): 'rejected' | 'failed' {
  return refusal === 'timeout' || refusal === 'unavailable' ? 'failed' : 'rejected';
}
