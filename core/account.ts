/** Accounts: where e-money is. Their ids and kinds are the same in the books and here. */

/** Accounts by their id in the books, a decimal string (an int8 does not fit a number). */
export type AccountId = string;

/** Where e-money can be: a customer's wallet, an agent's float, a business' account, and what the house keeps. */
export const accountKinds = [
  'wallet',
  'till',
  'fee_revenue',
  'funding',
  'agent',
  'biller',
  'airtime',
  'unclaimed',
  'excise', // duty on fees, which is the state's
  'adjustment',
  'exchange', // what the house has of a currency, to exchange
] as const;

export type AccountKind = (typeof accountKinds)[number];

export const accountStatuses = ['active', 'frozen', 'closed'] as const;

/** `frozen`: no money leaves the account. `closed`: none comes either. */
export type AccountStatus = (typeof accountStatuses)[number];
