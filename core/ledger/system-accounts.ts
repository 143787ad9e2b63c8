/** The operator's system accounts and their ids: one set per currency. Each migration creates the missing ones. */

import type { AccountId, AccountKind } from '../account.ts';
import { type Currency, currencies } from '../money.ts';

/** Each currency's fees are spread over this many accounts, and the duty on them too, so that no payment waits for one row. */
export const stripes = 64;

export interface SystemAccounts {
  /** E-money is issued from this account. */
  readonly funding: AccountId;
  /** Holds the money paid for airtime. */
  readonly airtime: AccountId;
  /** Holds money for unregistered numbers until they register. */
  readonly unclaimed: AccountId;
  /** The other side of adjustments by the operator. */
  readonly adjustment: AccountId;
  /** The operator's stock of the currency, for exchanges. */
  readonly exchange: AccountId;
  /** Hold the fees, and the duty on them. The caller chooses a stripe; any number is reduced modulo `stripes`. */
  fees(stripe: number): AccountId;
  excise(stripe: number): AccountId;
}

/** The first currency's ids are 1 to 999. Each further currency has a range of a thousand ids below zero. */
export function systemAccountsOf(currency: Currency): SystemAccounts {
  const offset = 1_000 * currencies[currency].number;
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
 * All system accounts. Those that pay out may be negative, so that no customer waits until the operator has funded them:
 * an airtime refund, for example, includes the fee, which the airtime account never received.
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
