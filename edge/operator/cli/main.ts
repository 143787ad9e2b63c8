/**
 * `npm run desk`: what people at an operator do with payments and accounts, against DATABASE_URL or else the running
 * local database, for the market that MARKET names (KE). Exits 0 when it is done, 1 when the books say no, and 2 when the
 * command is not written as it should be or there is no database to ask.
 */
import { markets } from '../../../core/markets/index.ts';
import { asOwner } from '../../../db/local/owner.ts';
import { DeskRefusal, deskOf, readCommand, UsageError } from './command.ts';
import { commands, help } from './commands.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(typed: readonly string[]): Promise<number> {
  if (typed.length === 0 || typed.includes('--help') || typed[0] === 'help') {
    for (const line of help()) console.log(line);
    return 0;
  }
  try {
    const { command, given } = readCommand(commands, typed);
    const market = marketOf(process.env.MARKET || 'KE');
    const lines = await asOwner(async (sql) => command.run(await deskOf(sql, market), given));
    for (const line of lines) console.log(line);
    return 0;
  } catch (error) {
    console.error(`npm run desk: ${(error as Error).message}`);
    if (error instanceof UsageError) console.error('npm run desk -- --help lists the commands');
    return error instanceof DeskRefusal ? 1 : 2;
  }
}

function marketOf(code: string) {
  const market = Object.entries(markets).find(([known]) => known === code)?.[1];
  if (!market) throw new UsageError(`MARKET ${code} is none of ${Object.keys(markets).join(', ')}`);
  return market;
}
