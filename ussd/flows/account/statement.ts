/** Shows the last five payments, newest first, each with the fee that the customer paid. */
import { formatDate, localTime } from '../../../core/markets/local-time.ts';
import { formatDigits } from '../../../core/money.ts';
import type { StatementLine } from '../../effects.ts';
import { type Conversation, call, end, type Flow } from '../../flow.ts';
import { formatOtherParty } from '../../text/format.ts';
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
      ...lines.map((line) => formatLine(line, conversation)),
      `${text.balance} ${formatDigits(newest.balance, separator)}`,
    ].join('\n'),
  );
}

function formatLine(line: StatementLine, conversation: Conversation): string {
  const { text, market } = conversation;
  const { at, direction, amount, fee, reversed } = line;
  const date = formatDate(localTime(market, at), text.code);
  const sum = (direction === 'in' ? '+' : '-') + formatDigits(amount, market.separator);
  const cost = fee.minor > 0n ? text.statementFee(formatDigits(fee, market.separator)) : '';
  const mark = reversed ? `(${text.reversed})` : '';
  return [date, sum, cost, formatOtherParty(line, conversation), mark]
    .filter((part) => part !== '')
    .join(' ');
}
