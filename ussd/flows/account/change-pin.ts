/** A new PIN in place of the old one, for who knows the old one. */
import { type Conversation, call, end, type Flow } from '../../flow.ts';
import { askPin } from '../ask-pin.ts';
import { choosePin } from '../choose-pin.ts';

export function* changePin(talk: Conversation): Flow {
  const { text } = talk;
  yield* askPin(talk, text.changePin);
  const staged = yield* choosePin(talk);
  const answer = yield* call({ type: 'change_pin', staged });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  return yield* end(text.pinChanged);
}
