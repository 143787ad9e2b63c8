/** Accounts, which hold e-money. Ids and kinds are the same in the database. */

import type { Msisdn } from './msisdn.ts';

/** An account's id in the database, as a decimal string, because an int8 does not fit a JavaScript number. */
export type AccountId = string;

/** A customer's wallet and number. The books tell of a wallet to who names both. */
export interface WalletOwner {
  readonly account: AccountId;
  readonly msisdn: Msisdn;
}

/** Customers have a wallet, agents a float, businesses an account; the other kinds are system accounts of the operator. */
export const accountKinds = [
  'wallet',
  'till',
  'fee_revenue',
  'funding',
  'agent',
  'biller',
  'airtime',
  'unclaimed',
  'excise', // duty on fees, owed to the state
  'adjustment',
  'exchange', // the operator's stock of a currency, for exchanges
] as const;

export type AccountKind = (typeof accountKinds)[number];

export const accountStatuses = ['active', 'frozen', 'closed'] as const;

/**
 * No money leaves a `frozen` account, and none enters that of a frozen agent, biller or till: its payers would pay for what
 * they may not get. A frozen wallet still receives: its owner may have blocked it, and has done nothing wrong. What sets
 * something right, as a reversal does, passes either way (`allowedWhenFrozen` in payments/types.ts). No money leaves or enters a
 * `closed` account.
 */
export type AccountStatus = (typeof accountStatuses)[number];

/** True if an ordinary payment may enter the account. The books decide the same when a payment is settled. */
export function mayReceive(kind: AccountKind, status: AccountStatus): boolean {
  return status === 'active' || (status === 'frozen' && kind === 'wallet');
}
