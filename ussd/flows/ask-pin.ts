/** Asks for the PIN, which proves that the customer is who the carrier says. */
import { type Conversation, call, choose, end, type Flow, restart, secretOr } from '../flow.ts';
import { pin } from '../inputs/pin.ts';

/**
 * Asks for the PIN until it is right, and returns the time of that (milliseconds since 1970, UTC). `purpose` is shown above
 * the question, and `why` is the reason if the purpose is shown again. A locked PIN ends the conversation. Tries are
 * counted where PINs are stored, over all sessions and channels. Who typed a wrong one is offered the way back from a
 * forgotten one.
 */
export function* askPin(talk: Conversation, purpose?: string, why = ''): Flow<number> {
  const { text, market, forgotPin } = talk;
  const forgot = forgotPin ? [[text.forgotPin, forgotPin] as const] : [];
  let question = text.enterPin;
  let reason = why;
  let options: typeof forgot = [];
  for (;;) {
    const title = purpose ? `${purpose}\n${question}` : question;
    const typed = yield* secretOr(title, pin, options, reason);
    if (typeof typed !== 'string') return yield* restart(typed);
    const answer = yield* call({ type: 'verify_pin', pin: typed });
    switch (answer.verdict) {
      case 'right':
        return answer.at;
      case 'none':
        return yield* end(text.pinGone(market.serviceCode));
      case 'locked':
        if (forgot.length === 0) return yield* end(text.pinLocked);
        return yield* restart(yield* choose(text.pinLocked, forgot));
      case 'wrong':
        question = text.wrongPin(answer.left);
        reason = '';
        options = forgot;
    }
  }
}
