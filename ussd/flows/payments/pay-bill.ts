/** Pays a bill: asks for the biller, then for the customer's account number there. */
import { ask, type Conversation, type Flow } from '../../flow.ts';
import { accountNumber } from '../../inputs/numbers.ts';
import { askBusiness, type ChosenBusiness } from './business.ts';
import { pay } from './pay.ts';

export function* payBill(conversation: Conversation): Flow {
  const { text } = conversation;
  let biller: ChosenBusiness | undefined;
  return yield* pay(conversation, function* (refused) {
    const accountOnly = refused?.refusal === 'account_number_invalid';
    if (!biller || !accountOnly)
      biller = yield* askBusiness(conversation, 'biller', refused?.refusal);
    const { code, accounts } = biller;
    const why = accountOnly ? text.refusals.account_number_invalid : '';
    const accountReference = yield* ask(text.askAccountNumber, accountNumber(accounts), why);
    return { type: 'pay_bill', code, accountReference };
  });
}
