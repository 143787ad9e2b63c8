/** The last few payments, newest first, each with what it cost. */
import { localTime } from '../../core/market.ts';
import { groupMoney } from '../../core/money.ts';
import type { StatementLine } from '../effects.ts';
import { call, end, type Flow, type Talk } from '../flow.ts';
import { writtenOther } from '../text/written.ts';
import { provePin } from './pin.ts';

export function* statement(talk: Talk): Flow {
  const { text, market } = talk;
  yield* provePin(talk);
  const answer = yield* call({ type: 'read_statement' });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  const { lines } = answer;
  const [newest] = lines;
  if (!newest) return yield* end(text.noPayments);
  return yield* end(
    [
      `${text.statement}, ${market.symbol}`,
      ...lines.map((line) => written(line, talk)),
      `${text.balance} ${groupMoney(newest.balance)}`,
    ].join('\n'),
  );
}

function written(line: StatementLine, talk: Talk): string {
  const { at, direction, amount, fee } = line;
  const { date } = localTime(talk.market, at);
  const sum = (direction === 'in' ? '+' : '-') + groupMoney(amount);
  const cost = fee.minor > 0n ? talk.text.statementFee(groupMoney(fee)) : '';
  return [date, sum, cost, writtenOther(line, talk)].filter((part) => part !== '').join(' ');
}
