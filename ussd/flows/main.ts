/** The main menu: the first screen of a registered customer. An unregistered number is offered registration. */
import type { CustomerPaymentType } from '../../core/payments/types.ts';
import { isOffered } from '../../core/revenue/tariff.ts';
import {
  type Context,
  type Conversation,
  call,
  choose,
  type Flow,
  type Program,
  useLanguage,
} from '../flow.ts';
import type { Texts } from '../text/index.ts';
import { myAccount } from './account/my-account.ts';
import { claimMoney } from './claim-money.ts';
import { register } from './onboarding/register.ts';
import { airtime } from './payments/airtime.ts';
import { buyGoods } from './payments/buy-goods.ts';
import { payBill } from './payments/pay-bill.ts';
import { sendMoney } from './payments/send-money.ts';
import { withdraw } from './payments/withdraw.ts';
import { enterCode, firstCode } from './pin-by-code.ts';

/** Count the version up when a question, an option, an effect or a kind of journal entry changes in any flow. */
export const program: Program = { version: '11', flow: main };

function* main(context: Context): Flow {
  const customer = yield* call({ type: 'find_customer' });
  if (!customer.known) return yield* register(context);

  const text = yield* useLanguage(customer.language);
  const options = [
    ...payments(text)
      .filter(([type]) => isOffered(type, context.market))
      .map(([, label, flow]) => [label, flow] as const),
    [text.myAccount, myAccount] as const,
  ];
  const talk: Conversation = { ...context, text };
  const { needsPin = false, codeSent = false, moneyWaits, numberCodeSent = false } = customer;
  if (needsPin && !codeSent) return yield* firstCode(talk);
  if (codeSent) yield* enterCode(talk, !needsPin);
  if (moneyWaits) yield* claimMoney(talk, numberCodeSent);
  const next = yield* choose(text.welcome, options);
  return yield* next(talk);
}

/** The payments on the menu, each with its type: a market that does not offer the type does not show the option. */
function payments(
  text: Texts,
): readonly (readonly [
  CustomerPaymentType,
  label: string,
  (conversation: Conversation) => Flow,
])[] {
  return [
    ['p2p', text.sendMoney, sendMoney],
    ['cash_out', text.withdraw, withdraw],
    ['airtime', text.airtime, airtime],
    ['pay_bill', text.payBill, payBill],
    ['buy_goods', text.buyGoods, buyGoods],
  ];
}
