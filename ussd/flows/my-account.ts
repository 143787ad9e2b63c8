/** The customer's own affairs. */
import { choose, type Flow, type Talk } from '../flow.ts';
import { balance } from './balance.ts';
import { language } from './language.ts';

export function* myAccount(talk: Talk): Flow {
  const next = yield* choose(talk.text.myAccount, [
    [talk.text.balance, balance],
    [talk.text.language, language],
  ]);
  return yield* next(talk);
}
