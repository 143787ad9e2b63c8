/** VELOCITY_HOUR: many payments in an hour. */
import { fraudRule } from '../rule.ts';
import { hurry, velocityParameters } from './velocity.ts';

export const velocityHour = fraudRule({
  parameters: velocityParameters,
  byDefault: { weight: 0.15, from: 100 },
  check: ({ profile }, { from }) => hurry(profile.lastHour, from, 'hour'),
});
