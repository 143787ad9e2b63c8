/** NEW_RECIPIENT: an amount above the usual one, to a payee who is not among the payer's last ones. */
import { fraudRule } from '../rule.ts';
import { deviationParameters, farAbove } from './unusual-amount.ts';

export const newRecipient = fraudRule({
  parameters: deviationParameters,
  byDefault: { weight: 0.1, history: 5, deviations: 2, floor: 0.5 },
  check(inputs, parameters) {
    if (inputs.profile.recentPayees.includes(inputs.request.payee)) return undefined;
    const far = farAbove(inputs, parameters);
    return far && { why: `to a recipient who is not among the last, ${far.why}` };
  },
});
