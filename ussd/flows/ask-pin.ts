/** Asks for the PIN, which proves that the customer is who the carrier says. */
import { formatClock, formatDate, localTime } from '../../core/markets/local-time.ts';
import { type Conversation, call, end, type Flow, secret } from '../flow.ts';

/**
 * Asks for the PIN until it is right, and returns the time of that (milliseconds since 1970, UTC). `purpose` is shown above
 * the question, and `why` is the reason if the purpose is shown again. A locked PIN ends the conversation, and the customer hears
 * where to get another. Tries are counted where PINs are stored, over all sessions and channels.
 */
export function* askPin({ text, market }: Conversation, purpose?: string, why = ''): Flow<number> {
  let question = text.enterPin;
  let reason = why;
  for (;;) {
    const title = purpose ? `${purpose}\n${question}` : question;
    const pin = yield* secret(title, undefined, reason);
    const answer = yield* call({ type: 'verify_pin', pin });
    switch (answer.verdict) {
      case 'right':
        return answer.at;
      case 'none':
        return yield* end(text.pinGone(market.serviceCode));
      case 'late':
        return yield* end(text.pinsLate);
      case 'locked':
        return yield* end(text.pinLocked(market.serviceCode, lockedUntil(answer.until)));
      case 'wrong':
        question = text.wrongPin(answer.left);
        reason = '';
    }
  }

  /** "2/9/24 5:30 PM", or nothing where nobody knows. The minute that has begun is over by then. */
  function lockedUntil(until: number | undefined): string {
    if (until === undefined) return '';
    const time = localTime(market, until + 59_999);
    return `${formatDate(time, text.code)} ${formatClock(time, text.code)}`;
  }
}
