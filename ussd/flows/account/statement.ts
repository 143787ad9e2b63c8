/** The last few payments, newest first, each with what it cost. */
import { localTime } from '../../../core/markets/local-time.ts';
import { formatDigits } from '../../../core/money.ts';
import type { StatementLine } from '../../effects.ts';
import { type Conversation, call, end, type Flow } from '../../flow.ts';
import { formatOtherParty } from '../../text/format.ts';
import { askPin } from '../ask-pin.ts';

export function* statement(talk: Conversation): Flow {
  const { text, market } = talk;
  yield* askPin(talk);
  const answer = yield* call({ type: 'read_statement' });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  const { lines } = answer;
  const { symbol, separator } = market;
  const [newest] = lines;
  if (!newest) return yield* end(text.noPayments);
  return yield* end(
    [
      `${text.statement}, ${symbol}`,
      ...lines.map((line) => formatLine(line, talk)),
      `${text.balance} ${formatDigits(newest.balance, separator)}`,
    ].join('\n'),
  );
}

function formatLine(line: StatementLine, talk: Conversation): string {
  const { text, market } = talk;
  const { at, direction, amount, fee, reversed } = line;
  const { date } = localTime(market, at);
  const sum = (direction === 'in' ? '+' : '-') + formatDigits(amount, market.separator);
  const cost = fee.minor > 0n ? text.statementFee(formatDigits(fee, market.separator)) : '';
  const mark = reversed ? `(${text.reversed})` : '';
  return [date, sum, cost, formatOtherParty(line, talk), mark]
    .filter((part) => part !== '')
    .join(' ');
}
