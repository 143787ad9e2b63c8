/**
 * What decides while the fraud check is late, down or wrong: little passes, and every payment that does says who let it.
 */
import { money, toDecimal } from '../money.ts';
import type { PaymentRequest } from '../payments/request.ts';
import type { FraudAnswer } from './answer.ts';
import type { Profile } from './profile.ts';
import type { RuleSet } from './rule-set.ts';

/** Approved or declined, and nothing in between. Without a profile the payment's amount alone is looked at. */
export interface BackupAnswer extends FraudAnswer {
  readonly decision: 'approved' | 'declined';
  readonly by: 'backup_rules';
}

export function backupFraud(
  request: PaymentRequest,
  profile: Profile | undefined,
  ruleSet: RuleSet,
): BackupAnswer {
  const against = objections(request, profile, ruleSet);
  return {
    decision: against.length > 0 ? 'declined' : 'approved',
    score: against.length > 0 ? 1 : 0,
    factors: against.map(([code, why]) => ({ code, weight: 1, why })),
    by: 'backup_rules',
    version: String(ruleSet.version),
  };
}

type Objection = readonly [code: string, why: string];

function objections(
  { amount, requestedAt }: PaymentRequest,
  profile: Profile | undefined,
  { backup, rules }: RuleSet,
): Objection[] {
  const against: Objection[] = [];
  const largest = backup.largest.get(amount.currency) ?? 0n;
  if (amount.minor > largest) {
    const bound = toDecimal(money(largest, amount.currency));
    against.push(['BACKUP_AMOUNT', `more than ${bound}`]);
  }
  if (!profile) return against;

  const { lastHour, device, devices, simChangedAt } = profile;
  if (lastHour >= backup.perHour) {
    against.push(['BACKUP_HOUR', `${Math.floor(lastHour)} payments in the last hour`]);
  }
  if (device && !device.known && devices > 0) {
    against.push(['NEW_DEVICE', `a device that is none of the ${devices} used before`]);
  }
  const swapHours = rules.SIM_SWAP?.laterHours ?? 0;
  if (simChangedAt !== undefined && requestedAt - simChangedAt <= swapHours * 3_600_000) {
    against.push(['SIM_SWAP', `the SIM was changed in the last ${swapHours} hours`]);
  }
  return against;
}
