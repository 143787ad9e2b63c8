/** Goods, paid at a till. */
import type { Conversation, Flow } from '../../flow.ts';
import { askBusiness } from './business.ts';
import { pay } from './pay.ts';

export function* buyGoods(talk: Conversation): Flow {
  return yield* pay(talk, function* (wrong) {
    const { code } = yield* askBusiness(talk, 'till', wrong?.refusal);
    return { type: 'buy_goods', code };
  });
}
