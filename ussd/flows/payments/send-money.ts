/** Sends money to a recent recipient or any number. For an unregistered number the money can wait until it registers. */
import type { Msisdn } from '../../../core/msisdn.ts';
import { isOffered } from '../../../core/revenue/tariff.ts';
import { type Conversation, call, choose, type Flow } from '../../flow.ts';
import { msisdn } from '../../inputs/numbers.ts';
import { formatRecipients } from '../../text/format.ts';
import { pay, type RefusedTarget } from './pay.ts';

interface To {
  readonly type: 'p2p' | 'p2p_unregistered';
  readonly to: Msisdn;
}

export function* sendMoney(conversation: Conversation): Flow {
  const { text, market } = conversation;
  const otherwise = msisdn(market.numbers);
  const { recipients } = yield* call({ type: 'read_recipients' });
  const recent = formatRecipients(recipients, market);
  const mayClaim = isOffered('p2p_unregistered', market);
  const title = recent.length > 0 ? text.askRecipientOrChoose : text.askRecipient;

  return yield* pay(conversation, function* (refused?: RefusedTarget<To>): Flow<To> {
    const isUnregistered = refused?.refusal === 'recipient_not_found' && mayClaim;
    if (isUnregistered && (yield* mayWait(conversation)))
      return { ...refused.target, type: 'p2p_unregistered' };
    const why = refused && !isUnregistered ? text.refusals[refused.refusal] : '';
    const to = yield* choose(title, recent, { otherwise, why });
    return { type: 'p2p', to };
  });
}

/** Asks if the money should wait until the number registers. */
function* mayWait({ text, market }: Conversation): Flow<boolean> {
  return yield* choose(text.refusals.recipient_not_found, [
    [text.sendToClaim(market.claimDays), true],
    [text.anotherNumber, false],
  ]);
}
