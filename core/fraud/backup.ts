/** Decides while the fraud check is late, down or wrong. It approves little, and each answer says that it decided. */
import { money, toDecimal } from '../money.ts';
import type { PaymentRequest } from '../payments/request.ts';
import type { FraudAnswer } from './answer.ts';
import type { Profile } from './profile.ts';
import type { RuleSet } from './rule-set.ts';

/** Never asks for a review. Without a profile it checks the payment's amount only. */
export interface BackupAnswer extends FraudAnswer {
  readonly decision: 'approved' | 'declined';
  readonly by: 'backup_rules';
}

export function backupFraud(
  request: PaymentRequest,
  profile: Profile | undefined,
  ruleSet: RuleSet,
): BackupAnswer {
  const objections = objectionsTo(request, profile, ruleSet);
  return {
    decision: objections.length > 0 ? 'declined' : 'approved',
    score: objections.length > 0 ? 1 : 0,
    factors: objections.map(([code, why]) => ({ code, weight: 1, why })),
    by: 'backup_rules',
    version: String(ruleSet.version),
  };
}

type Objection = readonly [code: string, why: string];

function objectionsTo(
  { amount, requestedAt }: PaymentRequest,
  profile: Profile | undefined,
  { backup, rules }: RuleSet,
): Objection[] {
  const objections: Objection[] = [];
  const maxMinor = backup.largest.get(amount.currency) ?? 0n;
  if (amount.minor > maxMinor) {
    const bound = toDecimal(money(maxMinor, amount.currency));
    objections.push(['BACKUP_AMOUNT', `more than ${bound}`]);
  }
  if (!profile) return objections;

  const { lastHour, device, devices, simChangedAt } = profile;
  if (lastHour >= backup.perHour) {
    objections.push(['BACKUP_HOUR', `${Math.floor(lastHour)} payments in the last hour`]);
  }
  if (device && !device.known && devices > 0) {
    objections.push(['NEW_DEVICE', `a device that is none of the ${devices} used before`]);
  }
  const swapHours = rules.SIM_SWAP?.laterHours ?? 0;
  if (simChangedAt !== undefined && requestedAt - simChangedAt <= swapHours * 3_600_000) {
    objections.push(['SIM_SWAP', `the SIM was changed in the last ${swapHours} hours`]);
  }
  return objections;
}
