/**
 * `npm run desk`: what people at an operator do with payments and accounts, against DATABASE_URL or else the running
 * local database, for the market that MARKET names (KE). Exits 0 when it is done, 1 when the books say no, and 2 when the
 * command is not written as it should be or there is no database to ask.
 */
import { markets } from '../../core/market.ts';
import { asOwner } from '../../db/local/owner.ts';
import { systemClock } from '../clock.ts';
import { accountCommands } from './desk/accounts.ts';
import { type Command, deskOf, Misuse, Refused, readCommand } from './desk/command.ts';
import { paymentCommands } from './desk/payment.ts';
import { reversalCommands } from './desk/reversals.ts';
import { reviewCommands } from './desk/reviews.ts';
import { ruleCommands } from './desk/rules.ts';
import { table } from './desk/table.ts';

const commands: readonly Command[] = [
  ...paymentCommands,
  ...reviewCommands,
  ...reversalCommands,
  ...accountCommands,
  ...ruleCommands,
];

process.exitCode = await main(process.argv.slice(2));

async function main(typed: readonly string[]): Promise<number> {
  if (typed.length === 0 || typed.includes('--help') || typed[0] === 'help') {
    for (const line of help()) console.log(line);
    return 0;
  }
  try {
    const { command, given } = readCommand(commands, typed);
    const market = marketOf(process.env.MARKET || 'KE');
    const lines = await asOwner((sql) =>
      command.run(deskOf(sql, market, systemClock.now()), given),
    );
    for (const line of lines) console.log(line);
    return 0;
  } catch (error) {
    console.error(`npm run desk: ${(error as Error).message}`);
    if (error instanceof Misuse) console.error('npm run desk -- --help lists the commands');
    return error instanceof Refused ? 1 : 2;
  }
}

function marketOf(code: string) {
  const market = Object.entries(markets).find(([known]) => known === code)?.[1];
  if (!market) throw new Misuse(`MARKET ${code} is none of ${Object.keys(markets).join(', ')}`);
  return market;
}

function help(): string[] {
  return [
    'npm run desk -- COMMAND: what people at an operator do with payments and accounts',
    '',
    ...table(
      ['COMMAND', 'WHAT IT DOES'],
      commands.map(({ usage, does }) => [usage, does]),
    ),
    '',
    'REF is the reference of a receipt, MSISDN a phone number, CODE the number of a business. TIME is ISO 8601 with its',
    'zone, as 2024-09-02T14:30:00Z, and what is printed is UTC. Every act says who did it (--by), and most why.',
    'DATABASE_URL is the database, as its owner; without it, the one of npm start. MARKET is the market (KE).',
  ];
}
