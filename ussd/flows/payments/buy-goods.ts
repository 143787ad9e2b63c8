/** Pays for goods at a till. */
import type { Conversation, Flow } from '../../flow.ts';
import { askBusiness } from './business.ts';
import { pay } from './pay.ts';

export function* buyGoods(conversation: Conversation): Flow {
  return yield* pay(conversation, function* (refused) {
    const { code } = yield* askBusiness(conversation, 'till', refused?.refusal);
    return { type: 'buy_goods', code };
  });
}
