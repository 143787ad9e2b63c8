/** The last few payments, newest first, each with what it cost. */
import { localTime } from '../../../core/markets/market.ts';
import { groupMoney } from '../../../core/money.ts';
import type { StatementLine } from '../../effects.ts';
import { call, end, type Flow, type Talk } from '../../flow.ts';
import { writtenOther } from '../../text/format.ts';
import { provePin } from '../ask-pin.ts';

export function* statement(talk: Talk): Flow {
  const { text, market } = talk;
  yield* provePin(talk);
  const answer = yield* call({ type: 'read_statement' });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  const { lines } = answer;
  const { symbol, separator } = market;
  const [newest] = lines;
  if (!newest) return yield* end(text.noPayments);
  return yield* end(
    [
      `${text.statement}, ${symbol}`,
      ...lines.map((line) => written(line, talk)),
      `${text.balance} ${groupMoney(newest.balance, separator)}`,
    ].join('\n'),
  );
}

function written(line: StatementLine, talk: Talk): string {
  const { text, market } = talk;
  const { at, direction, amount, fee, reversed } = line;
  const { date } = localTime(market, at);
  const sum = (direction === 'in' ? '+' : '-') + groupMoney(amount, market.separator);
  const cost = fee.minor > 0n ? text.statementFee(groupMoney(fee, market.separator)) : '';
  const mark = reversed ? `(${text.reversed})` : '';
  return [date, sum, cost, writtenOther(line, talk), mark].filter((part) => part !== '').join(' ');
}
