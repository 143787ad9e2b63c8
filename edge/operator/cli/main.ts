/**
 * `npm run desk`: an operator's commands on payments and accounts, against DATABASE_URL or else the running local database,
 * for the market that MARKET names (KE). Exits 0 when the command is done, 1 when the books refuse it, and 2 when it is not
 * written as its usage says or no database answers.
 */
import { resolve } from 'node:path';
import { markets } from '../../../core/markets/index.ts';
import { asOwner, localMarket } from '../../../db/local/owner.ts';
import { pseudonyms } from '../../crypto.ts';
import { keptSecrets } from '../../local/secrets.ts';
import { DeskRefusal } from '../actions/refusal.ts';
import { type IdentityKeys, openDesk } from '../desk.ts';
import { parseCommand, UsageError } from './command.ts';
import { commands, help } from './commands.ts';

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));

/** Prints to the console, and resolves with the exit code. */
export async function main(typed: readonly string[]): Promise<number> {
  if (typed.length === 0 || typed.includes('--help') || typed[0] === 'help') {
    for (const line of help()) console.log(line);
    return 0;
  }
  try {
    const { command, args } = parseCommand(
      commands,
      typed.filter((part) => part !== '--utc'),
    );
    const market = parseMarket(process.env.MARKET || localMarket() || 'KE');
    const timeZone = typed.includes('--utc') ? 'UTC' : market.timeZone;
    const lines = await asOwner(async (sql) =>
      command.run(await openDesk(sql, market, { timeZone, keys: await identityKeys() }), args),
    );
    for (const line of lines) console.log(line);
    return 0;
  } catch (error) {
    console.error(`npm run desk: ${(error as Error).message}`);
    if (error instanceof UsageError) console.error('npm run desk -- --help lists the commands');
    return error instanceof DeskRefusal ? 1 : 2;
  }
}

/**
 * The key of identities: TOKEN_KEY, as the Worker has it, or that of the local system. Undefined where there is neither.
 */
async function identityKeys(): Promise<(() => IdentityKeys) | undefined> {
  const { TOKEN_KEY, DATABASE_URL } = process.env;
  if (TOKEN_KEY) return () => pseudonyms({ TOKEN_KEY });
  if (DATABASE_URL) return undefined;
  const secrets = await keptSecrets(resolve(process.env.DATA_DIR || '.data'));
  return secrets && (() => pseudonyms(secrets));
}

function parseMarket(code: string) {
  const market = Object.entries(markets).find(([known]) => known === code)?.[1];
  if (!market) throw new UsageError(`MARKET ${code} is none of ${Object.keys(markets).join(', ')}`);
  return market;
}
