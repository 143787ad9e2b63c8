/** SHARED_DEVICE: a device that other accounts have used. */
import { z } from 'zod';
import { count, weight } from '../parameters.ts';
import { fraudRule } from '../rule.ts';

export const sharedDevice = fraudRule({
  parameters: z.strictObject({ weight, others: count }),
  byDefault: { weight: 0.4, others: 3 },
  check({ profile: { device } }, { others }) {
    if (!device || device.sharedBy < others) return undefined;
    return { why: `a device that ${device.sharedBy} other accounts have used` };
  },
});
