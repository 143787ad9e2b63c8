/** VELOCITY_EXTREME: more payments in a minute than a person can type. It adds to VELOCITY. */
import { fraudRule } from '../rule.ts';
import { hurry, velocityParameters } from './velocity.ts';

export const velocityExtreme = fraudRule({
  parameters: velocityParameters,
  byDefault: { weight: 0.5, from: 30 },
  check: ({ profile }, { from }) => hurry(profile.lastMinute, from, 'minute'),
});
