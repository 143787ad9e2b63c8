/** The command that lists what is owed and did not come, and what may still come to an account. */
import { reference } from '../../../core/ids.ts';
import { formatDigits } from '../../../core/money.ts';
import type { Owed } from '../../../db/operator/owed.ts';
import { findAccount, owedKinds } from '../actions/accounts.ts';
import type { Desk } from '../desk.ts';
import type { Arguments, Command } from './command.ts';
import { formatSpan, formatTime, printable, table } from './table.ts';

/** Rows of one list. */
const maxListed = 100;

export const owedCommands: readonly Command[] = [
  {
    usage: 'owed [MSISDN|CODE]',
    summary:
      'what is owed to somebody and could not be paid, airtime without an end after a day, and what failed, oldest first; of one account, all that may still come to it or is open about it',
    run: listOwed,
  },
];

async function listOwed(homeDesk: Desk, { positionals: [typed] }: Arguments): Promise<string[]> {
  const found = typed === undefined ? undefined : await findAccount(homeDesk, typed);
  const desk = found?.desk ?? homeDesk;
  const owed = await desk.owed.list(found?.account.id, maxListed, desk.now);
  if (owed.length === 0) {
    return [found ? `nothing is open about ${found.account.number}` : 'nothing needs a person'];
  }
  const row = (one: Owed) => [
    reference(one.number),
    owedKinds[one.what],
    formatSpan(desk.now - one.since.getTime()),
    `${formatDigits(one.amount)} ${one.amount.currency}`,
    `${one.ofNumber} ${printable(one.ofName ?? '')}`.trim(),
    one.to ?? '',
    one.until ? formatTime(one.until, desk) : '',
    reasons[one.why ?? ''] ?? one.why ?? '',
  ];
  const headings = ['REFERENCE', 'WHAT', 'AGE', '>AMOUNT', 'ACCOUNT', 'FOR', 'UNTIL', 'WHY'];
  return table(headings, owed.map(row));
}

const reasons: Readonly<Record<string, string>> = {
  closed: 'the account is closed: reopen it',
  no_room: 'the account may not have so much now',
  no_room_there: 'the wallet of that number may not have or receive so much now',
};
