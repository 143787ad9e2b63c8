/** What a subscriber meets when they dial. */
import { type Context, call, choose, type Flow, type Program, speak } from '../flow.ts';
import { myAccount } from './my-account.ts';
import { register } from './register.ts';
import { sendMoney } from './send-money.ts';

/** Count the version up when a question, an option or an effect comes, goes or moves in any flow. */
export const program: Program = { version: '3', flow: main };

function* main(context: Context): Flow {
  const customer = yield* call({ type: 'find_customer' });
  if (!customer.known) return yield* register(context);

  const text = yield* speak(customer.language);
  const next = yield* choose(text.welcome, [
    [text.sendMoney, sendMoney],
    [text.myAccount, myAccount],
  ]);
  return yield* next({ ...context, text });
}
