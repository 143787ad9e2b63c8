/** NEW_DEVICE: a device that this account has not used before. */
import { z } from 'zod';
import { weight } from '../parameters.ts';
import { fraudRule } from '../rule.ts';

export const newDevice = fraudRule({
  parameters: z.strictObject({ weight }),
  byDefault: { weight: 0.2 },
  check({ profile: { device, devices } }) {
    if (!device || device.known || devices === 0) return undefined;
    return { why: `a device that is none of the ${devices} used before` };
  },
});
