/** A new PIN, typed twice. What is kept of it between the two is made where PINs are kept. */
import { type Conversation, call, type Flow, secret } from '../flow.ts';
import { newPin } from '../inputs/pin.ts';

/** Asks until both are the same, and gives what may be kept; `born` (ISO) is not to be guessed from. */
export function* choosePin({ text, market, msisdn }: Conversation, born?: string): Flow<string> {
  const hardToGuess = newPin(msisdn, market.numbers, born);
  let why = '';
  for (;;) {
    const pin = yield* secret(text.choosePin, hardToGuess, why);
    const { staged } = yield* call({ type: 'stage_pin', pin });
    const again = yield* secret(text.repeatPin);
    const { same } = yield* call({ type: 'match_pin', pin: again, staged });
    if (same) return staged;
    why = text.pinsDiffer;
  }
}
