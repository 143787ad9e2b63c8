/** Shows the last five payments, newest first, each with the fee that the customer paid. */
import { formatDigits } from '../../../core/money.ts';
import { type Conversation, call, end, type Flow } from '../../flow.ts';
import { formatPaymentLine } from '../../text/format.ts';
import { askPin } from '../ask-pin.ts';

export function* statement(conversation: Conversation): Flow {
  const { text, market } = conversation;
  yield* askPin(conversation);
  const answer = yield* call({ type: 'read_statement' });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  const { lines } = answer;
  const { symbol, separator } = market;
  const [newest] = lines;
  if (!newest) return yield* end(text.noPayments);
  return yield* end(
    [
      `${text.statement}, ${symbol}`,
      ...lines.map((line) => formatPaymentLine(line, conversation)),
      `${text.balance} ${formatDigits(newest.balance, separator)}`,
    ].join('\n'),
  );
}
