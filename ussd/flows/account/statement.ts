/** Shows the last five payments, newest first, each with the fee that the customer paid, and on demand the five before them. */
import { formatDigits } from '../../../core/money.ts';
import { type Conversation, call, choose, end, type Flow } from '../../flow.ts';
import { formatPaymentLine } from '../../text/format.ts';
import { askPin } from '../ask-pin.ts';

export function* statement(conversation: Conversation): Flow {
  const { text, market } = conversation;
  yield* askPin(conversation);
  let before: string | undefined;
  for (;;) {
    const answer = yield* call({ type: 'read_statement', ...(before !== undefined && { before }) });
    if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
    const [newest] = answer.lines;
    if (!newest) return yield* end(text.noPayments);

    const balance = `${text.balance} ${formatDigits(newest.balance, market.separator)}`;
    const lines = [
      `${text.statement}, ${market.symbol}`,
      ...answer.lines.map((line) => formatPaymentLine(line, conversation)),
      // What was left by an earlier payment is not the balance.
      ...(before === undefined ? [balance] : []),
    ];
    if (answer.earlier === undefined) return yield* end(lines.join('\n'));
    before = yield* choose('', [[text.earlier, answer.earlier]], { lines });
  }
}
