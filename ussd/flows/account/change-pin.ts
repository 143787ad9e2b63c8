/** Replaces the PIN, after the old one was proved. */
import { type Conversation, call, end, type Flow } from '../../flow.ts';
import { askPin } from '../ask-pin.ts';
import { choosePin } from '../choose-pin.ts';

export function* changePin(conversation: Conversation): Flow {
  const { text } = conversation;
  yield* askPin(conversation, text.changePin);
  let why = '';
  for (;;) {
    const staged = yield* choosePin(conversation, undefined, why);
    const answer = yield* call({ type: 'change_pin', staged });
    if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
    if ('done' in answer) return yield* end(text.pinChanged);
    why = text.pinIsOld;
  }
}
