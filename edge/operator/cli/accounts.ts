/** Commands that look at accounts and change them. */
import type { AccountChange } from '../../../core/care/operator-action.ts';
import { reference } from '../../../core/ids.ts';
import { formatDigits, money } from '../../../core/money.ts';
import { publicState } from '../../../core/payments/outcome.ts';
import type { EntryLine } from '../../../db/operator/accounts.ts';
import {
  adjustBalance,
  changeAccount,
  findAccount,
  readBalance,
  readStatement,
} from '../actions/accounts.ts';
import { DeskRefusal } from '../actions/refusal.ts';
import type { Desk } from '../desk.ts';
import { parseEntryNumber, parseSignedAmount, parseTime, parseYesNo } from './arguments.ts';
import type { Arguments, Command } from './command.ts';
import { once } from './once.ts';
import {
  formatChange,
  formatReference,
  formatTime,
  formatWithCurrency,
  labelled,
  printable,
  table,
} from './table.ts';

/** Lines of one page of a statement. */
const pageLength = 50;

export const accountCommands: readonly Command[] = [
  {
    usage: 'balance MSISDN|CODE [--at TIME]',
    summary: 'what an account has, or had',
    run: balance,
  },
  {
    usage: 'statement MSISDN|CODE [--from TIME] [--to TIME] [--before SEQ]',
    summary:
      'its entries, newest first, each with the balance that it left; --before is the next page',
    run: statement,
  },
  {
    usage: 'adjust MSISDN|CODE --amount AMOUNT --reason TEXT --by NAME [--id UUID]',
    summary:
      'pays into an account, or with a minus takes out of it, to set an error right; the customer reads the reason',
    run: adjust,
  },
  changing('freeze', 'freeze', 'no money leaves it any more, but for what sets something right'),
  changing('unfreeze', 'unfreeze', 'it may be used again'),
  changing(
    'close-account',
    'close',
    'no money comes or leaves any more; it must be empty. Where something may still come to it (owed), --anyway yes closes it, and that waits',
    ' [--anyway yes]',
  ),
  changing(
    'reopen-account',
    'reopen',
    'a closed one may be used again, and what is owed to it comes',
  ),
  changing('unlock-pin', 'unlock_pin', 'wrong tries of its PIN are forgotten'),
  changing(
    'reset-pin',
    'reset_pin',
    'its PIN is taken away; the next dial brings a code to choose one',
  ),
  {
    usage: 'acts MSISDN|CODE',
    summary: 'what was done to an account from this desk',
    run: operatorActions,
  },
];

async function balance(homeDesk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const [typed = ''] = positionals;
  const found = await findAccount(homeDesk, typed);
  const { desk, account } = found;
  const { id, kind, status, number, name, pin } = account;
  const heading = [['account', `${number} ${name}, ${kind}, ${status}`]] as const;
  if (options.at !== undefined) {
    const at = parseTime(options.at);
    const past = await desk.accounts.balanceAt(id, at);
    const amount = `${past && formatDigits(past)} ${desk.market.currency}`;
    return labelled([...heading, [`at ${formatTime(at, desk)}`, amount]]);
  }
  const current = await readBalance(found);
  if (!current) throw new DeskRefusal(`nobody has the number ${typed}`);
  return labelled([
    ...heading,
    ['balance', formatWithCurrency(current.balance)],
    ['held', formatDigits(current.held)],
    ['available', formatDigits(current.available)],
    ['sent today', formatDigits(current.sentToday)],
    ...(pin ? [['PIN', pin] as const] : []),
  ]);
}

async function statement(homeDesk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const found = await findAccount(homeDesk, positionals[0] ?? '');
  const { number, name } = found.account;
  const { currency } = found.desk.market;
  const { from, to, before } = options;
  const [beforeEntry, fromTime, toTime] = [
    before === undefined ? undefined : parseEntryNumber(before),
    from === undefined ? undefined : parseTime(from),
    to === undefined ? undefined : parseTime(to),
  ];
  const page = { from: fromTime, to: toTime, before: beforeEntry, limit: pageLength };
  const entries = await readStatement(found, page);
  const oldest = entries.at(-1);
  if (!oldest) return [`${number} ${name}: no entries`];

  const amount = `>AMOUNT ${currency}`;
  const headings = ['>SEQ', 'TIME', 'REFERENCE', 'TYPE', 'STATE', 'OTHER SIDE', amount, '>BALANCE'];
  const rows = entries.map((entry) => statementRow(entry, found.desk));
  const opening = formatWithCurrency(money(oldest.balanceBefore, currency));
  return [
    `${number} ${name}`,
    ...table(headings, rows),
    `before entry ${oldest.seq}: ${opening}`,
    ...(entries.length === pageLength && oldest.seq > 1n ? [`more: --before ${oldest.seq}`] : []),
  ];
}

function statementRow(entry: EntryLine, desk: Desk): string[] {
  const { currency } = desk.market;
  const { otherNumber, otherName, accountReference, type } = entry;
  return [
    String(entry.seq),
    formatTime(entry.at, desk),
    reference(entry.number),
    type,
    publicState('completed', entry.paymentAmount, entry.reversed),
    [otherNumber, otherName, formatReference(type, accountReference)].filter(Boolean).join(' '),
    formatChange(money(entry.amount, currency)),
    formatDigits(money(entry.balance, currency)),
  ];
}

async function adjust(homeDesk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const { reason = '', by = '' } = options;
  const found = await findAccount(homeDesk, positionals[0] ?? '');
  const { number, name } = found.account;
  const amount = parseSignedAmount(found.desk, options.amount ?? '');
  const payment = await once(found.desk, options.id, (id) =>
    adjustBalance(found, amount, { by, reason }, id),
  );
  const change = `${formatChange(amount)} ${amount.currency}`;
  return [
    `${number} ${name}: ${change} by ${reference(payment)}`,
    'an SMS says so, with the reason, within a minute',
  ];
}

/** A command that changes an account and moves no money. */
function changing(name: string, change: AccountChange, summary: string, more = ''): Command {
  return {
    usage: `${name} MSISDN|CODE --reason TEXT --by NAME${more}`,
    summary,
    async run(homeDesk, { positionals, options }) {
      const { reason = '', by = '' } = options;
      const found = await findAccount(homeDesk, positionals[0] ?? '');
      const { number, name: owner } = found.account;
      const anyway = parseYesNo('anyway', options.anyway) ?? false;
      const { status, owed } = await changeAccount(found, change, { by, reason, anyway });
      const done: Partial<Record<AccountChange, string>> = {
        unlock_pin: ': its PIN is unlocked',
        reset_pin: ': it has no PIN now, and the next dial brings a code to choose one',
      };
      const open = {
        close: 'what may still come to it waits; owed lists it',
        reopen: 'what is owed to it comes within a minute; owed lists it',
      }[change as string];
      return [
        `${number} ${owner}${done[change] ?? ` is ${status}`}`,
        ...(open && owed > 0 ? [open] : []),
      ];
    },
  };
}

async function operatorActions(homeDesk: Desk, { positionals }: Arguments): Promise<string[]> {
  const { desk, account } = await findAccount(homeDesk, positionals[0] ?? '');
  const { id, number, name } = account;
  const actions = await desk.accounts.actions(id, pageLength);
  if (actions.length === 0) return [`${number} ${name}: nothing was done by hand`];
  return [
    `${number} ${name}`,
    ...table(
      ['TIME', 'ACT', 'BY', `>AMOUNT ${desk.market.currency}`, 'REFERENCE', 'REASON'],
      actions.map((done) => [
        formatTime(done.at, desk),
        done.action,
        printable(done.by),
        done.amount ? formatChange(done.amount) : '',
        done.number === undefined ? '' : reference(done.number),
        printable(done.reason),
      ]),
    ),
  ];
}
