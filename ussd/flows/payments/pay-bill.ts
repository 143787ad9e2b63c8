/** A bill: whose it is, and which of their accounts. */
import { ask, type Conversation, type Flow } from '../../flow.ts';
import { accountNumber } from '../../inputs/numbers.ts';
import { askBusiness, type Found } from './business.ts';
import { pay } from './pay.ts';

export function* payBill(talk: Conversation): Flow {
  const { text } = talk;
  let biller: Found | undefined;
  return yield* pay(talk, function* (wrong) {
    const accountOnly = wrong?.refusal === 'account_number_invalid';
    if (!biller || !accountOnly) biller = yield* askBusiness(talk, 'biller', wrong?.refusal);
    const { code, accounts } = biller;
    const why = accountOnly ? text.refusals.account_number_invalid : '';
    const accountReference = yield* ask(text.askAccountNumber, accountNumber(accounts), why);
    return { type: 'pay_bill', code, accountReference };
  });
}
