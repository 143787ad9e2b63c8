/** What a command of the desk is, what it is given, and the two ways in which it may not be done. */
import { parseArgs } from 'node:util';
import type { Market } from '../../../core/markets/market.ts';
import { customers } from '../../../db/customers/customers.ts';
import type { Sql } from '../../../db/driver/sql.ts';
import { type Exchanged, type ExchangeRequest, exchanges } from '../../../db/ledger/exchanges.ts';
import { accounts } from '../../../db/operator/accounts.ts';
import { disputes } from '../../../db/operator/disputes.ts';
import { payments } from '../../../db/operator/payments.ts';
import { reversals } from '../../../db/operator/reversals.ts';
import { reviews } from '../../../db/operator/reviews.ts';
import { ruleSets } from '../../../db/operator/rule-sets.ts';

export interface Desk {
  readonly market: Market;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly accounts: ReturnType<typeof accounts>;
  readonly customers: ReturnType<typeof customers>;
  readonly disputes: ReturnType<typeof disputes>;
  readonly payments: ReturnType<typeof payments>;
  readonly reversals: ReturnType<typeof reversals>;
  readonly reviews: ReturnType<typeof reviews>;
  readonly ruleSets: ReturnType<typeof ruleSets>;
  /** From its market to another. */
  exchange(to: Market, request: ExchangeRequest): Promise<Exchanged>;
  /** The same desk for what has another market's currency. */
  in(market: Market): Desk;
}

/** Its time is the database's: a clock of somebody's own machine must not decide when money moved. */
export async function deskOf(sql: Sql, market: Market): Promise<Desk> {
  const [row] = await sql<{ now: Date }>('select clock_timestamp() now', []);
  if (!row) throw new Error('the database has no clock');
  return deskAt(row.now.getTime(), sql, market);
}

function deskAt(now: number, sql: Sql, market: Market): Desk {
  return {
    market,
    now,
    accounts: accounts(sql, market),
    customers: customers(sql, market),
    disputes: disputes(sql),
    payments: payments(sql),
    reversals: reversals(sql, market),
    reviews: reviews(sql, market),
    ruleSets: ruleSets(sql),
    exchange: (to, request) => exchanges(sql, market, to, { now: () => now }, 0)(request),
    in: (other) => deskAt(now, sql, other),
  };
}

export interface Command {
  /** How it is written: "approve REF --by NAME [--note TEXT]". What is not in brackets must be given. */
  readonly usage: string;
  readonly does: string;
  /** Gives the lines that it prints. Throws Misuse or Refused. */
  run(desk: Desk, given: Given): Promise<readonly string[]>;
}

/** What was typed after a command's name: its words in their order, and its options. */
export interface Given {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

/** The command is not written as it should be. */
export class UsageError extends Error {}

/** The books say no. */
export class DeskRefusal extends Error {}

/** The command of these words, and what it is given. A command may have a second word: "rules set". */
export function readCommand(
  commands: readonly Command[],
  typed: readonly string[],
): { readonly command: Command; readonly given: Given } {
  const named = commands
    .map((command) => ({ command, name: nameOf(command) }))
    .filter(({ name }) => name.every((word, i) => word === typed[i]))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!named) throw new UsageError(typed[0] ? `there is no command ${typed[0]}` : 'no command');
  const { command, name } = named;
  return { command, given: readGiven(command, typed.slice(name.length)) };
}

/** "rules set FILE --by NAME": the words before the first that is in capitals, an option or in brackets. */
export function nameOf({ usage }: Command): string[] {
  const words = usage.split(' ');
  const end = words.findIndex((word) => !/^[a-z-]+$/.test(word) || word.startsWith('--'));
  return end === -1 ? words : words.slice(0, end);
}

function readGiven(command: Command, typed: readonly string[]): Given {
  const { usage } = command;
  const known = [...usage.matchAll(/--([a-z]+)/g)].map(([, name = '']) => name);
  const must = [...usage.replace(/\[[^\]]*\]/g, '').matchAll(/--([a-z]+)/g)];
  const most = usage.replace(/--[a-z]+ \S+/g, '').match(/[A-Z|]{2,}/g)?.length ?? 0;
  const least = usage.replace(/\[[^\]]*\]|--[a-z]+ \S+/g, '').match(/[A-Z|]{2,}/g)?.length ?? 0;
  const { values, positionals } = parsed(typed, known);

  const missing = must.map(([, name = '']) => name).find((name) => !values[name]);
  if (missing !== undefined) throw new UsageError(`--${missing} is missing: ${usage}`);
  if (positionals.length < least || positionals.length > most)
    throw new UsageError(`write: ${usage}`);
  return { words: positionals, options: values };
}

function parsed(typed: readonly string[], known: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: joined(typed),
      allowPositionals: true,
      options: Object.fromEntries(known.map((name) => [name, { type: 'string' as const }])),
    });
    return { values: values as Record<string, string>, positionals };
  } catch (error) {
    throw new UsageError((error as Error).message.split('.')[0]);
  }
}

/** "--amount -100.00" as "--amount=-100.00": what begins with a hyphen would be taken for another option. */
function joined(typed: readonly string[]): string[] {
  return typed.flatMap((word, i) => {
    const next = typed[i + 1];
    if (word === '--amount' && next !== undefined) return [`${word}=${next}`];
    return typed[i - 1] === '--amount' ? [] : [word];
  });
}
