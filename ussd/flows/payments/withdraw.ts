/** Withdraws cash at an agent. */
import type { Conversation, Flow } from '../../flow.ts';
import { askBusiness } from './business.ts';
import { pay } from './pay.ts';

export function* withdraw(conversation: Conversation): Flow {
  return yield* pay(conversation, function* (refused) {
    const { code } = yield* askBusiness(conversation, 'agent', refused?.refusal);
    return { type: 'cash_out', code };
  });
}
