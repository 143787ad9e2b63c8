/** UNUSUAL_TIME: a payment at an hour at which this payer hardly ever pays. */
import { z } from 'zod';
import { count, weight } from '../parameters.ts';
import { fraudRule } from '../rule.ts';

export const unusualTime = fraudRule({
  /** Six hours of the day, the payment's in their middle, have less than this share of at least `history` payments. */
  parameters: z.strictObject({ weight, history: count, share: weight }),
  byDefault: { weight: 0.1, history: 20, share: 0.02 },
  check({ profile: { hours }, time: { hour } }, { history, share }) {
    const slot = Math.floor(hour / 2);
    const near = [slot + 11, slot, slot + 1].map((place) => hours[place % 12] ?? 0);
    const all = sum(hours);
    if (all < history || sum(near) >= share * all) return undefined;
    return { why: `${sum(near)} of ${all} payments were within hours of ${hour}:00` };
  },
});

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
