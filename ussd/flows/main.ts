/** The main menu for a customer, and registration for anyone else. */
import { type Context, call, choose, type Flow, type Program, useLanguage } from '../flow.ts';
import { myAccount } from './account/my-account.ts';
import { register } from './onboarding/register.ts';
import { airtime } from './payments/airtime.ts';
import { buyGoods } from './payments/buy-goods.ts';
import { payBill } from './payments/pay-bill.ts';
import { sendMoney } from './payments/send-money.ts';
import { withdraw } from './payments/withdraw.ts';

/** Count the version up when a question, an option, an effect or a kind of journal entry changes in any flow. */
export const program: Program = { version: '6', flow: main };

function* main(context: Context): Flow {
  const customer = yield* call({ type: 'find_customer' });
  if (!customer.known) return yield* register(context);

  const text = yield* useLanguage(customer.language);
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
