/** No more money out of a lost phone. Only its owner may, and only customer care undoes it. */
import { type Conversation, call, choose, end, type Flow, restart } from '../../flow.ts';
import { askPin } from '../ask-pin.ts';

export function* block(talk: Conversation): Flow {
  const { text } = talk;
  yield* askPin(talk, text.block);
  const sure = yield* choose(text.askBlock, [
    [text.yesBlock, true],
    [text.noBlock, false],
  ]);
  if (!sure) return yield* restart();
  const answer = yield* call({ type: 'block_account' });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  return yield* end(text.blocked);
}
