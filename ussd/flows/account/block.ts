/** No more money out of a lost phone. Only its owner may, and only customer care undoes it. */
import { begin, call, choose, end, type Flow, type Talk } from '../../flow.ts';
import { provePin } from '../ask-pin.ts';

export function* block(talk: Talk): Flow {
  const { text } = talk;
  yield* provePin(talk, text.block);
  const sure = yield* choose(text.askBlock, [
    [text.yesBlock, true],
    [text.noBlock, false],
  ]);
  if (!sure) return yield* begin();
  const answer = yield* call({ type: 'block_account' });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  return yield* end(text.blocked);
}
