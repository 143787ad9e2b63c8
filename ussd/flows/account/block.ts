/** Blocks the account of a lost phone. It needs the PIN, and only customer care can undo it. */
import { type Conversation, call, choose, end, type Flow, restart } from '../../flow.ts';
import { askPin } from '../ask-pin.ts';

export function* block(conversation: Conversation): Flow {
  const { text } = conversation;
  yield* askPin(conversation, text.block);
  const sure = yield* choose(text.askBlock, [
    [text.yesBlock, true],
    [text.noBlock, false],
  ]);
  if (!sure) return yield* restart();
  const answer = yield* call({ type: 'block_account' });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  return yield* end(text.blocked);
}
