/** Commands that change a customer: name, tier, number. */
import { fullName } from '../../../core/identity/name.ts';
import { parseMsisdnOfAnyMarket } from '../../../core/markets/index.ts';
import { findAccount } from '../actions/accounts.ts';
import {
  changeNumber,
  documentOf,
  findWallet,
  isOfItsMarket,
  renameCustomer,
  upgradeCustomer,
} from '../actions/customers.ts';
import { DeskRefusal } from '../actions/refusal.ts';
import type { Desk } from '../desk.ts';
import { parseActId } from './arguments.ts';
import { type Arguments, type Command, UsageError } from './command.ts';
import { once } from './once.ts';
import { parseName } from './open.ts';

export const customerCommands: readonly Command[] = [
  {
    usage: 'rename MSISDN --given NAME [--family NAME] --reason TEXT --by NAME [--id UUID]',
    summary: 'writes a customer’s name as their document has it',
    run: rename,
  },
  {
    usage: 'upgrade MSISDN --tier NUMBER --document NUMBER --reason TEXT --by NAME [--id UUID]',
    summary: 'gives a customer the limits of a higher tier, on a document that you have seen',
    run: upgrade,
  },
  {
    usage: 'change-number MSISDN NEW --reason TEXT --by NAME [--id UUID]',
    summary:
      'the wallet has a new number; nothing on the old SIM opens it, and at the new one a PIN is chosen',
    run: change,
  },
  {
    usage: 'release-number MSISDN --reason TEXT --by NAME [--id UUID]',
    summary:
      'the number is somebody else’s by now: the wallet keeps its money and has no number, and the new holder can register',
    run: release,
  },
];

async function rename(homeDesk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const { given = '', family = '', reason = '', by = '' } = options;
  const name = parseName(given, family);
  const found = await findAccount(homeDesk, positionals[0] ?? '');
  const former = await once(found.desk, options.id, (id) =>
    renameCustomer(found, name, { id, reason, by }),
  );
  const now = fullName(name);
  return [`${found.account.number} is ${now}${former === now ? '' : `, who was ${former}`}`];
}

async function upgrade(homeDesk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const { tier: typedTier = '', document: typed = '', reason = '', by = '' } = options;
  const found = await findAccount(homeDesk, positionals[0] ?? '');
  const { tiers, code } = found.desk.market;
  const tier = /^\d{1,2}$/.test(typedTier) ? Number(typedTier) : 0;
  const limits = tiers[tier];
  if (!limits) throw new UsageError(`${typedTier} is none of the tiers ${Object.keys(tiers)}`);
  const document = documentOf(found, typed);
  if (!document) throw new UsageError(`${typed} is no number of a document of ${code}`);
  const act = (id: string) => upgradeCustomer(found, tier, document, { id, reason, by });
  await once(found.desk, options.id, act);
  const { number, name } = found.account;
  return [`${number} ${name} has tier ${tier}, ${limits.name}, on a ${document.type}`];
}

async function change(homeDesk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const [old = '', typed = ''] = positionals;
  const { reason = '', by = '' } = options;
  const found = await findWallet(homeDesk, old, parsedId(options.id));
  const number = parseMsisdnOfAnyMarket(typed, found.desk.market);
  if (!number) throw new UsageError(`${typed} is no phone number of a market`);
  const { msisdn, market } = number;
  if (!isOfItsMarket(found, market.code)) {
    throw new DeskRefusal(`${msisdn} is of a market with another currency than the wallet`);
  }
  await once(found.desk, options.id, (id) => changeNumber(found, msisdn, { id, reason, by }));
  return [
    `${msisdn} ${found.account.name} has the wallet of ${old}`,
    'it has no PIN: the next dial brings a code by SMS to choose one',
  ];
}

async function release(homeDesk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const { reason = '', by = '' } = options;
  const [old = ''] = positionals;
  const found = await findWallet(homeDesk, old, parsedId(options.id));
  await once(found.desk, options.id, (id) => changeNumber(found, undefined, { id, reason, by }));
  const { id, name } = found.account;
  return [
    `${old} is free for whoever registers it; ${name} keeps the wallet W${id}`,
    `change-number W${id} NEW gives it another number`,
  ];
}

function parsedId(typed: string | undefined): string | undefined {
  return typed === undefined ? undefined : parseActId(typed);
}
