/**
 * An operator's actions on accounts: look at them, correct a balance, freeze, close, unlock, open. They call the stores and
 * decide; they read no text and print none. They throw a DeskRefusal where the books refuse.
 */
import type { AccountChange, Reason } from '../../../core/care/operator-action.ts';
import { reference } from '../../../core/ids.ts';
import { firstUnexplained } from '../../../core/ledger/statement-replay.ts';
import { marketByCurrency, parseMsisdnOfAnyMarket } from '../../../core/markets/index.ts';
import { formatDigits, type Money, money } from '../../../core/money.ts';
import type {
  Changed,
  EntryLine,
  OpenedCustomer,
  OperatorAccount,
  Page,
} from '../../../db/operator/accounts.ts';
import type { OwedKind } from '../../../db/operator/owed.ts';
import type { Desk } from '../desk.ts';
import { inMessageLetters } from './message.ts';
import { DeskRefusal, refusedBy } from './refusal.ts';

/** An account, and the desk of the market whose currency it has. */
export interface FoundAccount {
  readonly account: OperatorAccount;
  readonly desk: Desk;
}

/** Finds an account by a phone number in any of its spellings, or by a business's code. */
export async function findAccount(homeDesk: Desk, number: string): Promise<FoundAccount> {
  const { accounts, market } = homeDesk;
  const account = await accounts.find(number, parseMsisdnOfAnyMarket(number, market)?.msisdn);
  if (!account) throw new DeskRefusal(`nobody has the number ${number}`);
  return { account, desk: homeDesk.inMarket(marketByCurrency(account.currency, market)) };
}

export interface AccountBalance {
  readonly balance: Money;
  readonly held: Money;
  /** The balance without what is held. */
  readonly available: Money;
  readonly sentToday: Money;
}

/** Undefined where the account has no balance. */
export async function readBalance({
  account,
  desk,
}: FoundAccount): Promise<AccountBalance | undefined> {
  const { market, now, accounts } = desk;
  const found = await accounts.balance(account.id, now);
  if (!found) return undefined;
  const { balance, held, dailyUsed: sentToday } = found;
  const available = money(balance.minor - held.minor, market.currency);
  return { balance, held, available, sentToday };
}

/** A page of the account's entries, newest first. Refused where the entries do not add up to their balances. */
export async function readStatement(
  { account, desk }: FoundAccount,
  page: Page,
): Promise<EntryLine[]> {
  const entries = await desk.accounts.entries(account.id, page);
  const balanceBefore = entries.at(-1)?.balanceBefore ?? 0n;
  const wrong = firstUnexplained(balanceBefore, entries.toReversed());
  if (wrong) {
    throw new DeskRefusal(`entry ${wrong.seq} does not explain its balance: npm run audit`);
  }
  return entries;
}

/**
 * Corrects a balance by a payment: `amount` into the account, or out of it where it is negative. The customer is told the
 * reason. `id` is the payment's: asked again under the same one, it is made once. Gives its number.
 */
export async function adjustBalance(
  { account, desk }: FoundAccount,
  amount: Money,
  { by, reason: written }: Reason,
  id: string,
): Promise<bigint> {
  const reason = { by, reason: inMessageLetters(written) };
  const { refusal, number } = await desk.accounts.adjust(id, account.id, amount, reason, desk.now);
  if (refusal) throw refusedBy(refusal);
  return number ?? 0n;
}

/**
 * Changes an account and moves no money. An account to which something may still come is closed `anyway`, or not at all: then
 * it waits until the account is reopened.
 */
export async function changeAccount(
  { account, desk }: FoundAccount,
  change: AccountChange,
  reason: Reason & { readonly anyway?: boolean },
): Promise<Changed> {
  const result = await desk.accounts.change(account.id, change, reason, desk.now);
  if (result?.changed) return result;
  const name = `${account.number} ${account.name}`;
  const isEmpty = result?.balance.minor === 0n && result.held.minor === 0n;
  if (change === 'close' && result && result.status !== 'closed' && isEmpty) {
    const open = await desk.owed.list(account.id, 5, desk.now);
    const named = open.map(({ what, number }) => `${owedKinds[what]} ${reference(number)}`);
    const more = result.owed > open.length ? ' and more' : '';
    throw new DeskRefusal(
      `${name} has something open: ${named.join(', ')}${more}. --anyway yes closes it, and what comes then waits until it is reopened`,
    );
  }
  throw new DeskRefusal(whyUnchanged(name, change, result));
}

/** What may still come to an account, or is open about it, in words. */
export const owedKinds: Readonly<Record<OwedKind, string>> = {
  delivery: 'airtime without an end',
  refund: 'a refund of airtime',
  sent_waits: 'money it sent that waits',
  waits_for_it: 'money that waits for it',
  reversal_to_it: 'a reversal to it that waits',
  reversal_from_it: 'a reversal from it that waits',
  review: 'a payment to it in review',
  dispute: 'an open dispute',
  failure: 'a failure',
};

function whyUnchanged(name: string, change: AccountChange, found: Changed | undefined): string {
  if (change === 'unlock_pin') return `${name} has no wrong tries of a PIN to forget`;
  const isFull = found && (found.balance.minor !== 0n || found.held.minor !== 0n);
  if (change === 'close' && found?.status !== 'closed' && isFull) {
    const [balance, held] = [formatDigits(found.balance), formatDigits(found.held)];
    return `${name} has ${balance}, of it held ${held}: only an empty account is closed`;
  }
  return `${name} is ${found?.status ?? ''}, so it cannot be changed by ${change}`;
}

/** Opens a wallet without a PIN. Refused where the number has one. */
export async function openWallet(
  desk: Desk,
  customer: OpenedCustomer,
  reason: Reason,
): Promise<void> {
  const account = await desk.accounts.open(customer, reason, desk.now);
  if (!account) throw new DeskRefusal(`${customer.msisdn} has a wallet`);
}
