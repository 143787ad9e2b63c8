/** Buys airtime for the customer's own number or another. */
import { type Conversation, choose, type Flow } from '../../flow.ts';
import { msisdn } from '../../inputs/numbers.ts';
import { pay } from './pay.ts';

export function* airtime(conversation: Conversation): Flow {
  const { text, market } = conversation;
  const otherwise = msisdn(market.numbers);
  return yield* pay(conversation, function* (refused) {
    const why = refused ? text.refusals[refused.refusal] : '';
    const own = [[text.myNumber, conversation.msisdn]] as const;
    const to = yield* choose(text.askRecipientOrChoose, own, { otherwise, why });
    return { type: 'airtime', to };
  });
}
