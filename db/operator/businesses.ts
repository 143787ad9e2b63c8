/** Agents, billers and tills, as people at the operator open, change and list them. */

import type { AccountStatus } from '../../core/account.ts';
import type { Reason } from '../../core/care/operator-action.ts';
import type { Language } from '../../core/language.ts';
import type { Market } from '../../core/markets/market.ts';
import type { Currency, Money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { AccountNumbers, BusinessKind } from '../../core/parties/business.ts';
import { call } from '../driver/call.ts';
import { moneyIn, timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

export interface BusinessDetails {
  readonly name: string;
  /** The phone that gets the receipts of what it is paid. */
  readonly msisdn: Msisdn;
  readonly language: Language;
  /** A biller's rule for account numbers; null where any will do. */
  readonly accounts: AccountNumbers | null;
}

export interface NewBusiness extends BusinessDetails {
  readonly kind: BusinessKind;
  /** The number that customers type; undefined is the first free one. */
  readonly code: string | undefined;
}

export interface ListedBusiness extends BusinessDetails {
  readonly kind: BusinessKind;
  readonly code: string;
  readonly currency: Currency;
  readonly status: AccountStatus;
  readonly balance: Money;
  readonly held: Money;
}

/** Which businesses: of a kind or of any, from the first one after a code. */
export interface BusinessPage {
  readonly kind?: BusinessKind | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export function businesses(sql: Sql, market: Market) {
  return { ...opening(sql, market), ...listing(sql) };
}

/** Opens and changes. `id` is what it is asked for under: asked again under the same one, it is done once. */
function opening(sql: Sql, market: Market) {
  return {
    /** Gives the code and whether it was opened now; undefined where another business has the code. */
    async open(id: string, business: NewBusiness, { by, reason }: Reason, now: number) {
      const { code, kind, name, msisdn, language, accounts } = business;
      const [row] = await call<{ code: string; opened: boolean }>(sql, 'open_business', {
        p_request: id,
        p_code: code ?? null,
        p_kind: kind,
        p_name: name,
        p_msisdn: msisdn,
        p_language: language,
        p_account_digits: accounts?.digits ?? null,
        p_account_luhn: accounts?.luhn ?? false,
        p_currency: market.currency,
        p_reason: reason,
        p_by: by,
        p_now: timestamp(now),
      });
      return row;
    },

    /** Gives what was changed, null where nothing is other than it was; undefined where there is no such business. */
    async change(
      id: string,
      code: string,
      { name, msisdn, language, accounts }: Partial<BusinessDetails>,
      { by, reason }: Reason,
      now: number,
    ): Promise<string | null | undefined> {
      const [row] = await call<{ detail: string | null }>(sql, 'change_business', {
        p_request: id,
        p_code: code,
        p_name: name ?? null,
        p_msisdn: msisdn ?? null,
        p_language: language ?? null,
        p_account_digits: accounts === undefined ? null : (accounts?.digits ?? 0),
        p_account_luhn: accounts?.luhn ?? null,
        p_reason: reason,
        p_by: by,
        p_now: timestamp(now),
      });
      return row?.detail;
    },
  };
}

function listing(sql: Sql) {
  const read = async (code: string | null, { kind, after, limit }: BusinessPage) => {
    const rows = await call<BusinessRow>(sql, 'read_businesses', {
      p_code: code,
      p_kind: kind ?? null,
      p_after: after ?? null,
      p_limit: limit,
    });
    return rows.map(listed);
  };
  return {
    list: (page: BusinessPage) => read(null, page),
    one: async (code: string) => (await read(code, { limit: 1 }))[0],
  };
}

interface BusinessRow {
  readonly code: string;
  readonly kind: BusinessKind;
  readonly name: string;
  readonly msisdn: Msisdn;
  readonly language: Language;
  readonly account_digits: number | null;
  readonly account_luhn: boolean;
  readonly currency: Currency;
  readonly status: AccountStatus;
  readonly balance: string;
  readonly held: string;
}

function listed(row: BusinessRow): ListedBusiness {
  const { account_digits: digits, account_luhn: luhn, balance, held, ...rest } = row;
  const inMoney = moneyIn(row.currency);
  return {
    ...rest,
    accounts: digits === null ? null : { digits, luhn },
    balance: inMoney(balance),
    held: inMoney(held),
  };
}
