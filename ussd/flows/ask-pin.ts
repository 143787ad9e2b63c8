/** Proof that the customer is who the carrier says. */
import { type Conversation, call, end, type Flow, secret } from '../flow.ts';

/**
 * Shows `what` the PIN is for, if anything, and asks until it is right; gives when that was (milliseconds since 1970,
 * UTC). `why` is for who is asked again. A locked PIN ends the conversation. How many tries there are is counted where
 * the PIN is kept, over all sessions and channels.
 */
export function* askPin({ text }: Conversation, what?: string, why = ''): Flow<number> {
  let question = text.enterPin;
  let reason = why;
  for (;;) {
    const pin = yield* secret(what ? `${what}\n${question}` : question, undefined, reason);
    const answer = yield* call({ type: 'verify_pin', pin });
    if (answer.verdict === 'right') return answer.at;
    if (answer.verdict === 'locked') return yield* end(text.pinLocked);
    question = text.wrongPin(answer.left);
    reason = '';
  }
}
