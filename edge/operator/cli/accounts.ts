/** Accounts: what is in them, what was, and what is done to them by hand. */
import type { AccountChange } from '../../../core/care/operator-action.ts';
import { paymentId, reference } from '../../../core/ids.ts';
import { firstUnexplained } from '../../../core/ledger/statement-replay.ts';
import { localTime } from '../../../core/markets/local-time.ts';
import { money } from '../../../core/money.ts';
import { publicState } from '../../../core/payments/outcome.ts';
import type { EntryLine } from '../../../db/operator/accounts.ts';
import { accountOf, refused, signedAmountOf, timeOf } from './arguments.ts';
import { type Command, type Desk, DeskRefusal, type Given, UsageError } from './command.ts';
import { about, change, facts, figures, plain, table, time } from './table.ts';

/** Lines of one page of a statement. */
const pageLength = 50;

export const accountCommands: readonly Command[] = [
  {
    usage: 'balance MSISDN|CODE [--at TIME]',
    does: 'what an account has, or had',
    run: balance,
  },
  {
    usage: 'statement MSISDN|CODE [--from TIME] [--to TIME] [--before SEQ]',
    does: 'its entries, newest first, each with the balance that it left; --before is the next page',
    run: statement,
  },
  {
    usage: 'adjust MSISDN|CODE --amount AMOUNT --reason TEXT --by NAME',
    does: 'pays into an account, or with a minus takes out of it, to set an error right',
    run: adjust,
  },
  acting('freeze', 'freeze', 'no money leaves it any more, but for what sets something right'),
  acting('unfreeze', 'unfreeze', 'it may be used again'),
  acting('close-account', 'close', 'no money comes or leaves any more; it must be empty'),
  acting('reopen-account', 'reopen', 'a closed one may be used again'),
  acting('unlock-pin', 'unlock_pin', 'wrong tries of its PIN are forgotten'),
  {
    usage: 'acts MSISDN|CODE',
    does: 'what was done to an account from this desk',
    run: acts,
  },
];

async function balance(here: Desk, { words, options }: Given): Promise<string[]> {
  const { desk, account } = await accountOf(here, words[0]);
  const { market, now } = desk;
  const { id, kind, status, number, name } = account;
  const whose = [['account', `${number} ${name}, ${kind}, ${status}`]] as const;
  if (options.at !== undefined) {
    const at = timeOf(options.at);
    const had = await desk.accounts.balanceAt(id, at);
    return facts([...whose, [`at ${time(at)}`, `${had && figures(had)} ${market.currency}`]]);
  }
  const has = await desk.customers.balance(id, localTime(market, now).day);
  if (!has) throw new DeskRefusal(`nobody has the number ${words[0]}`);
  const free = money(has.balance.minor - has.held.minor, market.currency);
  return facts([
    ...whose,
    ['balance', `${figures(has.balance)} ${market.currency}`],
    ['held', figures(has.held)],
    ['available', figures(free)],
    ['sent today', figures(has.dailyUsed)],
  ]);
}

async function statement(here: Desk, { words, options }: Given): Promise<string[]> {
  const { desk, account } = await accountOf(here, words[0]);
  const { id, number, name } = account;
  const { from, to, before } = options;
  if (before !== undefined && !/^\d{1,18}$/.test(before)) {
    throw new UsageError(`${before} is no entry's number`);
  }
  const lines = await desk.accounts.entries(id, {
    from: from === undefined ? undefined : timeOf(from),
    to: to === undefined ? undefined : timeOf(to),
    before: before === undefined ? undefined : BigInt(before),
    limit: pageLength,
  });
  const oldest = lines.at(-1);
  if (!oldest) return [`${number} ${name}: no entries`];
  const wrong = firstUnexplained(oldest.balanceBefore, lines.toReversed());
  if (wrong)
    throw new DeskRefusal(`entry ${wrong.seq} does not explain its balance: npm run audit`);

  const { currency } = desk.market;
  return [
    `${number} ${name}`,
    ...table(
      [
        '>SEQ',
        'TIME',
        'REFERENCE',
        'TYPE',
        'STATE',
        'OTHER SIDE',
        `>AMOUNT ${currency}`,
        '>BALANCE',
      ],
      lines.map((line) => statementRow(line, currency)),
    ),
    `before entry ${oldest.seq}: ${figures(money(oldest.balanceBefore, currency))} ${currency}`,
    ...(lines.length === pageLength && oldest.seq > 1n ? [`more: --before ${oldest.seq}`] : []),
  ];
}

function statementRow(line: EntryLine, currency: Desk['market']['currency']): string[] {
  const { otherNumber, otherName, accountReference, type } = line;
  return [
    String(line.seq),
    time(line.at),
    reference(line.number),
    type,
    publicState('completed', line.paymentAmount, line.reversed),
    [otherNumber, otherName, about(type, accountReference)].filter(Boolean).join(' '),
    change(money(line.amount, currency)),
    figures(money(line.balance, currency)),
  ];
}

async function adjust(here: Desk, { words, options }: Given): Promise<string[]> {
  const { amount = '', reason = '', by = '' } = options;
  const { desk, account } = await accountOf(here, words[0]);
  const { id, number, name } = account;
  const wanted = signedAmountOf(desk, amount);
  const payment = paymentId(desk.now, crypto.getRandomValues(new Uint8Array(10)));
  const done = await desk.accounts.adjust(payment, id, wanted, { by, reason }, desk.now);
  if (done.refusal) throw refused(done.refusal);
  return [
    `${number} ${name}: ${change(wanted)} ${wanted.currency} by ${reference(done.number ?? 0n)}`,
  ];
}

/** A command that changes an account and moves no money. */
function acting(name: string, act: AccountChange, does: string): Command {
  return {
    usage: `${name} MSISDN|CODE --reason TEXT --by NAME`,
    does,
    async run(here, { words, options }) {
      const { reason = '', by = '' } = options;
      const { desk, account } = await accountOf(here, words[0]);
      const after = await desk.accounts.change(account.id, act, { by, reason }, desk.now);
      const called = `${account.number} ${account.name}`;
      if (!after?.changed)
        throw new DeskRefusal(unchanged(called, act, after?.status ?? '', after));
      return [
        act === 'unlock_pin' ? `${called}: its PIN is unlocked` : `${called} is ${after.status}`,
      ];
    },
  };
}

function unchanged(
  called: string,
  act: AccountChange,
  status: string,
  after: Awaited<ReturnType<Desk['accounts']['change']>>,
): string {
  if (act === 'unlock_pin') return `${called} has no wrong tries of a PIN to forget`;
  const isFull = after && (after.balance.minor !== 0n || after.held.minor !== 0n);
  if (act === 'close' && status !== 'closed' && isFull) {
    return `${called} has ${figures(after.balance)}, of it held ${figures(after.held)}: only an empty account is closed`;
  }
  return `${called} is ${status}, so it cannot be changed by ${act}`;
}

async function acts(here: Desk, { words }: Given): Promise<string[]> {
  const { desk, account } = await accountOf(here, words[0]);
  const { id, number, name } = account;
  const made = await desk.accounts.actions(id, pageLength);
  if (made.length === 0) return [`${number} ${name}: nothing was done by hand`];
  return [
    `${number} ${name}`,
    ...table(
      ['TIME', 'ACT', 'BY', `>AMOUNT ${desk.market.currency}`, 'REFERENCE', 'REASON'],
      made.map((act) => [
        time(act.at),
        act.action,
        plain(act.by),
        act.amount ? change(act.amount) : '',
        act.number === undefined ? '' : reference(act.number),
        plain(act.reason),
      ]),
    ),
  ];
}
