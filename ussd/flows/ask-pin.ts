/** Asks for the PIN, which proves that the customer is who the carrier says. */
import { type Conversation, call, end, type Flow, secret } from '../flow.ts';

/**
 * Asks for the PIN until it is right, and returns the time of that (milliseconds since 1970, UTC). `purpose` is shown above
 * the question, and `why` is the reason if the purpose is shown again. A locked PIN ends the conversation. Tries are
 * counted where PINs are stored, over all sessions and channels.
 */
export function* askPin({ text }: Conversation, purpose?: string, why = ''): Flow<number> {
  let question = text.enterPin;
  let reason = why;
  for (;;) {
    const pin = yield* secret(purpose ? `${purpose}\n${question}` : question, undefined, reason);
    const answer = yield* call({ type: 'verify_pin', pin });
    if (answer.verdict === 'right') return answer.at;
    if (answer.verdict === 'locked') return yield* end(text.pinLocked);
    question = text.wrongPin(answer.left);
    reason = '';
  }
}
