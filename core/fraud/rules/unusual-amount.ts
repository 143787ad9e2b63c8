/** UNUSUAL_AMOUNT: an amount far above the payer's median. */
import { z } from 'zod';
import { count, positive, weight } from '../parameters.ts';
import { doublings } from '../profile.ts';
import { type Finding, fraudRule, type RuleInputs } from '../rule.ts';

/** So many robust deviations above the median, after `history` payments; a deviation counts as at least `floor`. */
export const deviationParameters = z.strictObject({
  weight,
  history: count,
  deviations: positive,
  floor: positive,
});

export const unusualAmount = fraudRule({
  parameters: deviationParameters,
  byDefault: { weight: 0.25, history: 5, deviations: 4, floor: 0.5 },
  check: farAbove,
});

/** Makes a median absolute deviation comparable to a standard deviation, for amounts that are spread normally. */
const toStandard = 1.4826;

/** Says how many robust deviations the amount is above the usual one. An amount below it harms nobody. */
export function farAbove(
  { request, profile }: RuleInputs,
  { history, deviations: most, floor }: z.output<typeof deviationParameters>,
): Finding {
  if (profile.payments < history) return undefined;
  const above = doublings(request.amount.minor) - profile.median;
  const deviations = above / (toStandard * Math.max(profile.deviation, floor));
  if (deviations < most) return undefined;
  const times = Math.round(2 ** above);
  return { why: `${times} times the usual amount, ${deviations.toFixed(1)} deviations above it` };
}
