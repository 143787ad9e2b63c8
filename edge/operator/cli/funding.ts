/** Commands that issue e-money for money at the operator's bank, and take it back. */
import { reference as referenceOf } from '../../../core/ids.ts';
import { formatDigits, money } from '../../../core/money.ts';
import { plainTyped } from '../../../core/typed.ts';
import { findAccount, readBalance } from '../actions/accounts.ts';
import { fundAccount } from '../actions/funding.ts';
import { parseAmount } from './arguments.ts';
import { type Command, UsageError } from './command.ts';
import { formatChange } from './table.ts';

export const fundingCommands: readonly Command[] = [
  moving('fund', 1n, 'issues e-money for a transfer that has come to the bank'),
  moving('defund', -1n, 'takes e-money back for a transfer that the bank has paid out'),
];

function moving(name: string, sign: 1n | -1n, what: string): Command {
  return {
    usage: `${name} MSISDN|CODE --amount AMOUNT --reference BANKREF --by NAME [--bank BANK] [--reason TEXT]`,
    summary: `${what}; a bank’s reference moves money once, however often it is typed`,
    async run(homeDesk, { positionals, options }) {
      const { by = '' } = options;
      const found = await findAccount(homeDesk, positionals[0] ?? '');
      const { number, name: owner } = found.account;
      const typed = parseAmount(found.desk, options.amount ?? '');
      const line = {
        amount: money(sign * typed.minor, typed.currency),
        bank: parseBankWord(options.bank ?? 'bank', 'the name of a bank'),
        reference: parseBankWord(options.reference ?? '', 'a bank’s reference'),
      };
      const reason = options.reason ?? 'bank transfer';
      const made = await fundAccount(found, line, { by, reason });
      const by10 = referenceOf(made.number);
      if (made.known) return [`${line.bank} ${line.reference} was booked before, by ${by10}`];
      const { balance } = (await readBalance(found)) ?? {};
      return [
        `${number} ${owner}: ${formatChange(line.amount)} ${typed.currency} by ${by10}`,
        ...(balance ? [`balance ${formatDigits(balance)}; an SMS says so within a minute`] : []),
      ];
    },
  };
}

/** One spelling of what a statement prints: capitals, and one space for several. Banks' references have at most 35 signs. */
function parseBankWord(typed: string, what: string): string {
  const word = plainTyped(typed).replace(/\s+/g, ' ').toUpperCase();
  if (!/^[A-Z0-9][A-Z0-9 ./:_+-]{0,34}$/.test(word)) {
    throw new UsageError(`${typed} is not ${what}: up to 35 letters, digits and . / : _ + -`);
  }
  return word;
}
