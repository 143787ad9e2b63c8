/** Money to a number, which may be somebody's of late, or nobody's yet: then it waits for them. */
import type { Msisdn } from '../../../core/msisdn.ts';
import { type Conversation, call, choose, type Flow } from '../../flow.ts';
import { msisdn } from '../../inputs/numbers.ts';
import { formatRecipients } from '../../text/format.ts';
import { pay, type Wrong } from './pay.ts';

interface To {
  readonly type: 'p2p' | 'p2p_unregistered';
  readonly to: Msisdn;
}

export function* sendMoney(talk: Conversation): Flow {
  const { text, market } = talk;
  const otherwise = msisdn(market.numbers);
  const { recipients } = yield* call({ type: 'read_recipients' });
  const known = formatRecipients(recipients, market);
  const title = known.length > 0 ? text.askRecipientOrChoose : text.askRecipient;

  return yield* pay(talk, function* (wrong?: Wrong<To>): Flow<To> {
    const nobody = wrong?.refusal === 'recipient_not_found';
    if (nobody && (yield* mayWait(talk))) return { ...wrong.destination, type: 'p2p_unregistered' };
    const why = wrong && !nobody ? text.refusals[wrong.refusal] : '';
    const to = yield* choose(title, known, { otherwise, why });
    return { type: 'p2p', to };
  });
}

/** The number is nobody's: shall the money wait until it is somebody's? */
function* mayWait({ text, market }: Conversation): Flow<boolean> {
  return yield* choose(text.refusals.recipient_not_found, [
    [text.sendToClaim(market.claimDays), true],
    [text.anotherNumber, false],
  ]);
}
