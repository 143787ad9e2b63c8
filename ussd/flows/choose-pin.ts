/** Asks for a new PIN twice. Between the two only a MAC is kept, which the effect makes. */
import { type Conversation, call, type Flow, secret } from '../flow.ts';
import { newPin } from '../inputs/pin.ts';

/**
 * Asks until both are the same, and returns the MAC to store. A PIN that follows from `birthDate` (ISO) is refused. `reason` is why it
 * is asked at all, if another was refused.
 */
export function* choosePin(
  { text, market, msisdn }: Conversation,
  birthDate?: string,
  reason = '',
): Flow<string> {
  const hardToGuess = newPin(msisdn, market.numbers, birthDate);
  let why = reason;
  for (;;) {
    const pin = yield* secret(text.choosePin, hardToGuess, why);
    const { staged } = yield* call({ type: 'stage_pin', pin });
    const repeated = yield* secret(text.repeatPin);
    const { same } = yield* call({ type: 'match_pin', pin: repeated, staged });
    if (same) return staged;
    why = text.pinsDiffer;
  }
}
