/** VELOCITY: many payments in a minute. */
import { z } from 'zod';
import { count, weight } from '../parameters.ts';
import { type Finding, fraudRule } from '../rule.ts';

/** The parameters of all rules that count payments: the rule applies from so many on. */
export const velocityParameters = z.strictObject({ weight, from: count });

/** Nobody types thirty dialogues a minute; ten is a hurried market stall. */
export const velocity = fraudRule({
  parameters: velocityParameters,
  byDefault: { weight: 0.4, from: 10 },
  check: ({ profile }, { from }) => hurry(profile.lastMinute, from, 'minute'),
});

export function hurry(payments: number, from: number, span: 'minute' | 'hour'): Finding {
  if (payments < from) return undefined;
  return { why: `${Math.floor(payments)} payments in the last ${span}` };
}
