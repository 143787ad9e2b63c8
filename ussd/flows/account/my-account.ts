/** The menu of the customer's own account. */
import { type Conversation, choose, type Flow } from '../../flow.ts';
import { balance } from './balance.ts';
import { block } from './block.ts';
import { changePin } from './change-pin.ts';
import { forgotPin } from './forgot-pin.ts';
import { language } from './language.ts';
import { limits } from './limits.ts';
import { report } from './report.ts';
import { statement } from './statement.ts';

export function* myAccount(conversation: Conversation): Flow {
  const { text } = conversation;
  const next = yield* choose(text.myAccount, [
    [text.balance, balance],
    [text.statement, statement],
    [text.changePin, changePin],
    [text.language, language],
    [text.limits, limits],
    [text.report, report],
    [text.block, block],
    [text.forgotPin, forgotPin],
  ]);
  return yield* next(conversation);
}
