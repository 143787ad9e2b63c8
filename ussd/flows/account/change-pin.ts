/** A new PIN in place of the old one, for who knows the old one. */
import { call, end, type Flow, type Talk } from '../../flow.ts';
import { provePin } from '../ask-pin.ts';
import { choosePin } from '../choose-pin.ts';

export function* changePin(talk: Talk): Flow {
  const { text } = talk;
  yield* provePin(talk, text.changePin);
  const staged = yield* choosePin(talk);
  const answer = yield* call({ type: 'change_pin', staged });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  return yield* end(text.pinChanged);
}
