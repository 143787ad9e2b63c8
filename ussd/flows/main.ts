/** What a subscriber meets when they dial. */
import { type Context, call, choose, type Flow, type Program, speak } from '../flow.ts';
import { airtime } from './airtime.ts';
import { buyGoods } from './buy-goods.ts';
import { myAccount } from './my-account.ts';
import { payBill } from './pay-bill.ts';
import { register } from './register.ts';
import { sendMoney } from './send-money.ts';
import { withdraw } from './withdraw.ts';

/** Count the version up when a question, an option or an effect comes, goes or moves in any flow. */
export const program: Program = { version: '5', flow: main };

function* main(context: Context): Flow {
  const customer = yield* call({ type: 'find_customer' });
  if (!customer.known) return yield* register(context);

  const text = yield* speak(customer.language);
  const next = yield* choose(text.welcome, [
    [text.sendMoney, sendMoney],
    [text.withdraw, withdraw],
    [text.airtime, airtime],
    [text.payBill, payBill],
    [text.buyGoods, buyGoods],
    [text.myAccount, myAccount],
  ]);
  return yield* next({ ...context, text });
}
