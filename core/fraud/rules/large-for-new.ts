/** LARGE_FOR_NEW: a large amount from a payer who has made few payments. */
import { z } from 'zod';
import { amounts, count, weight } from '../parameters.ts';
import { fraudRule } from '../rule.ts';
import { usualAmounts } from '../usual-amounts.ts';

export const largeForNew = fraudRule({
  /** An amount from `amount` on, from a payer with fewer payments than `history`. */
  parameters: z.strictObject({ weight, history: count, amount: amounts }),
  byDefault: { weight: 0.3, history: 3, amount: usualAmounts('large') },
  check({ request: { amount }, profile: { payments } }, { history, amount: large }) {
    const from = large.get(amount.currency);
    if (payments >= history || from === undefined || amount.minor < from) return undefined;
    return { why: `a large amount after ${payments} payments` };
  },
});
