/** Every command of the desk, and what --help says of them. */
import { accountCommands } from './accounts.ts';
import type { Command } from './command.ts';
import { paymentCommands } from './payment.ts';
import { reversalCommands } from './reversals.ts';
import { reviewCommands } from './reviews.ts';
import { ruleCommands } from './rules.ts';

export const commands: readonly Command[] = [
  ...paymentCommands,
  ...reviewCommands,
  ...reversalCommands,
  ...accountCommands,
  ...ruleCommands,
];

export function help(): string[] {
  return [
    'npm run desk -- COMMAND: what people at an operator do with payments and accounts',
    '',
    ...commands.flatMap(({ usage, does }) => [usage, `    ${does}`]),
    '',
    'REF is the reference of a receipt, MSISDN a phone number, CODE the number of a business. TIME is ISO 8601 with its',
    'zone, as 2024-09-02T14:30:00Z, and what is printed is UTC. Every act says who did it (--by), and most why.',
    'DATABASE_URL is the database, as its owner; without it, the one of npm start. MARKET is the market (KE).',
  ];
}
