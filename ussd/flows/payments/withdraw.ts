/** Cash, from the hand of an agent. */
import type { Conversation, Flow } from '../../flow.ts';
import { askBusiness } from './business.ts';
import { pay } from './pay.ts';

export function* withdraw(talk: Conversation): Flow {
  return yield* pay(talk, function* (wrong) {
    const { code } = yield* askBusiness(talk, 'agent', wrong?.refusal);
    return { type: 'cash_out', code };
  });
}
