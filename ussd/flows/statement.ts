/** The last few payments, newest first, each with what it cost. */
import { localTime, type Market } from '../../core/market.ts';
import { groupMoney } from '../../core/money.ts';
import type { StatementLine } from '../effects.ts';
import { call, end, type Flow, type Talk } from '../flow.ts';
import type { Texts } from '../text/index.ts';
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
      ...lines.map((line) => written(line, text, market)),
      `${text.balance} ${groupMoney(newest.balance)}`,
    ].join('\n'),
  );
}

function written(line: StatementLine, text: Texts, market: Market): string {
  const { at, direction, amount, fee, other, otherNumber } = line;
  const { date } = localTime(market, at);
  const sum = (direction === 'in' ? '+' : '-') + groupMoney(amount);
  const cost = fee.minor > 0n ? ` ${text.statementFee(groupMoney(fee))}` : '';
  return `${date} ${sum}${cost} ${writtenOther(other, otherNumber, market)}`;
}
