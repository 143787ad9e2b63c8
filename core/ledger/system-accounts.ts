/** The house's own accounts, by their ids in the books: a set for each currency. Every migration sees to it. */

import type { AccountId, AccountKind } from '../account.ts';
import { type Currency, currencies } from '../money.ts';

/** So many accounts share the fees of a currency, and as many the duty on them, so that nobody queues for one row. */
export const stripes = 64;

export interface SystemAccounts {
  /** Where e-money comes from. */
  readonly funding: AccountId;
  /** What was paid for airtime. */
  readonly airtime: AccountId;
  /** What waits for numbers that are not registered. */
  readonly unclaimed: AccountId;
  /** What was set right. */
  readonly adjustment: AccountId;
  /** What the house has of the currency, to exchange. */
  readonly exchange: AccountId;
  /** The fees that were taken, and the duty on them, of the payments that a caller works for. */
  fees(stripe: number): AccountId;
  excise(stripe: number): AccountId;
}

/** Every database has its accounts by these: a further currency takes the next number, and none is ever moved. */
const numbers: Readonly<Record<Currency, number>> = {
  ...{ KES: 0, USD: 1, NGN: 2, GHS: 3, ZAR: 4, TZS: 5 },
  ...{ UGX: 6, XOF: 7, XAF: 8, RWF: 9, ZMW: 10, EGP: 11 },
};

/** The first currency has the ids below 1,000; each further one a thousand below zero. */
export function systemAccountsOf(currency: Currency): SystemAccounts {
  const offset = 1_000 * numbers[currency];
  const id = (n: number) => String(offset === 0 ? n : -offset - n);
  return {
    funding: id(100),
    airtime: id(102),
    unclaimed: id(103),
    adjustment: id(104),
    exchange: id(105),
    fees: (stripe) => id(1 + (stripe % stripes)),
    excise: (stripe) => id(201 + (stripe % stripes)),
  };
}

/**
 * Every account of the house. Money may be owed to it where nobody should have to wait until the house has put money
 * there: what is paid back for airtime is more than was paid in where there was a fee.
 */
export function allSystemAccounts(): SystemAccountRow[] {
  return (Object.keys(currencies) as Currency[]).flatMap((currency) => {
    const { funding, airtime, unclaimed, adjustment, exchange, fees, excise } =
      systemAccountsOf(currency);
    const striped = (id: (stripe: number) => AccountId, kind: AccountKind) =>
      Array.from({ length: stripes }, (_, stripe) => ({
        ...{ id: id(stripe), kind, currency, may_be_negative: false },
      }));
    return [
      { id: funding, kind: 'funding', currency, may_be_negative: true },
      { id: airtime, kind: 'airtime', currency, may_be_negative: true },
      { id: unclaimed, kind: 'unclaimed', currency, may_be_negative: false },
      { id: adjustment, kind: 'adjustment', currency, may_be_negative: true },
      { id: exchange, kind: 'exchange', currency, may_be_negative: true },
      ...striped(fees, 'fee_revenue'),
      ...striped(excise, 'excise'),
    ];
  });
}

interface SystemAccountRow {
  readonly id: AccountId;
  readonly kind: AccountKind;
  readonly currency: Currency;
  readonly may_be_negative: boolean;
}
