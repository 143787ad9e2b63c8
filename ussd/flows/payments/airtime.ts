/** Airtime, for the own number or another. */
import { type Conversation, choose, type Flow } from '../../flow.ts';
import { msisdn } from '../../inputs/numbers.ts';
import { pay } from './pay.ts';

export function* airtime(talk: Conversation): Flow {
  const { text, market } = talk;
  const otherwise = msisdn(market.numbers);
  return yield* pay(talk, function* (wrong) {
    const why = wrong ? text.refusals[wrong.refusal] : '';
    const own = [[text.myNumber, talk.msisdn]] as const;
    const to = yield* choose(text.askRecipientOrChoose, own, { otherwise, why });
    return { type: 'airtime', to };
  });
}
