/** Every command of the desk, and the text of --help. */
import { accountCommands } from './accounts.ts';
import { airtimeCommands } from './airtime.ts';
import { businessCommands } from './businesses.ts';
import type { Command } from './command.ts';
import { customerCommands } from './customers.ts';
import { exchangeCommands } from './exchange.ts';
import { findCommands } from './find.ts';
import { fundingCommands } from './funding.ts';
import { openCommands } from './open.ts';
import { owedCommands } from './owed.ts';
import { paymentCommands } from './payment.ts';
import { reversalCommands } from './reversals.ts';
import { reviewCommands } from './reviews.ts';
import { ruleCommands } from './rules.ts';

export const commands: readonly Command[] = [
  ...findCommands,
  ...paymentCommands,
  ...reviewCommands,
  ...reversalCommands,
  ...airtimeCommands,
  ...owedCommands,
  ...accountCommands,
  ...openCommands,
  ...businessCommands,
  ...fundingCommands,
  ...customerCommands,
  ...exchangeCommands,
  ...ruleCommands,
];

export function help(): string[] {
  return [
    'npm run desk -- COMMAND: what people at an operator do with payments and accounts',
    '',
    ...commands.flatMap(({ usage, summary }) => [usage, `    ${summary}`]),
    '',
    'REF is the reference of a receipt, MSISDN (FROM, TO) a phone number, another market’s with its country’s code, and CODE',
    'the number of a business. TIME is ISO 8601 with its zone, as 2024-09-02T14:30:00Z. What is printed is the time of the',
    'market, or UTC with --utc. RATE is what one of the first currency is in the second. Every act says who did it (--by), and most why.',
    'DATABASE_URL is the database, as tuma_desk or its owner; without it, the one of npm start. MARKET is the market (that of the local data, or KE).',
  ];
}
