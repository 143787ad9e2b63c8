/** SIM_SWAP: the SIM of the payer's number was changed lately. */
import { z } from 'zod';
import { hours, weight } from '../parameters.ts';
import { fraudRule } from '../rule.ts';

export const simSwap = fraudRule({
  /** The rule adds `weight` within `hours` of the change, and `laterWeight` until `laterHours`. */
  parameters: z
    .strictObject({ weight, hours, laterWeight: weight, laterHours: hours })
    .refine((rule) => rule.hours <= rule.laterHours, 'hours are not after laterHours'),
  byDefault: { weight: 0.3, hours: 24, laterWeight: 0.25, laterHours: 72 },
  check({ request, profile: { simChangedAt } }, { hours, laterWeight, laterHours }) {
    if (simChangedAt === undefined) return undefined;
    const age = Math.max((request.requestedAt - simChangedAt) / 3_600_000, 0);
    if (age > laterHours) return undefined;
    const why = `the SIM was changed ${Math.floor(age)} hours before`;
    return age <= hours ? { why } : { why, weight: laterWeight };
  },
});
