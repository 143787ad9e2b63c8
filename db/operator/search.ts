/** What people at the operator look for: customers and payments. Each call's work is bounded, and says where the search goes on. */
import type { AccountId, AccountStatus } from '../../core/account.ts';
import type { Currency, Money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { PaymentState } from '../../core/payments/outcome.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import { call, callForValue } from '../driver/call.ts';
import { nullable, timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';
import type { PinState } from './accounts.ts';

/** Rows of one page, and names, payments or entries that one call reads at most. */
const limit = 25;
const scan = 20_000;

export interface FoundCustomer {
  readonly account: AccountId;
  readonly number: string;
  readonly name: string;
  readonly status: AccountStatus;
  readonly currency: Currency;
  readonly tier: number | null;
  readonly pin: PinState;
}

/** A customer who was found by a number or a document. */
export interface MarkedCustomer extends FoundCustomer {
  readonly mark: 'number' | 'former number' | 'document';
  /** Until when a former number was theirs. */
  readonly until: Date | null;
}

/** Amounts are in minor units, the time is ISO 8601. */
export interface SoughtPayment {
  readonly number: string;
  readonly type: PaymentType;
  readonly state: PaymentState;
  readonly amount: string;
  readonly currency: Currency | null;
  readonly at: string;
  readonly payer: string;
  readonly payee: string;
  readonly reference: string | null;
}

/** A page of a search. `next` is where it goes on; null where all was seen. */
export interface SearchPage<Found, Place> {
  readonly found: readonly Found[];
  readonly next: Place | null;
}

/** Where a search by name goes on. */
export interface NamePlace {
  readonly word: string;
  readonly account: AccountId;
}

export function search(sql: Sql) {
  return {
    /** Customers each of whose names one of the words begins. */
    async byName(
      name: string,
      after: NamePlace | undefined,
    ): Promise<SearchPage<FoundCustomer, NamePlace>> {
      return page(
        await callForValue<SearchPage<FoundCustomer, NamePlace>>(sql, 'find_by_name', {
          p_name: name,
          p_word: after?.word ?? null,
          p_account: after?.account ?? null,
          p_scan: scan,
          p_limit: limit,
        }),
      );
    },

    /** Customers who have or had this number, or have shown one of these documents. */
    byMark(msisdn: Msisdn | undefined, tokens: readonly string[]): Promise<MarkedCustomer[]> {
      return call<MarkedCustomer>(sql, 'find_by_mark', {
        p_msisdn: msisdn ?? null,
        p_tokens: tokens,
        p_limit: limit,
      });
    },

    /** Payments whose ids lie between two ids (exclusive), oldest first. */
    async payments(
      { from, to }: { readonly from: string; readonly to: string },
      amount: Money | undefined,
    ): Promise<SearchPage<SoughtPayment, string>> {
      return page(
        await callForValue<SearchPage<SoughtPayment, string>>(sql, 'find_payments', {
          p_from: from,
          p_to: to,
          p_amount: nullable(amount, ({ minor }) => minor.toString()),
          p_scan: scan,
          p_limit: limit,
        }),
      );
    },

    /** The completed payments of an account that ended in this time (milliseconds since 1970, UTC), newest first. */
    async paymentsOf(
      account: AccountId,
      amount: Money | undefined,
      time: { readonly from: number; readonly to: number } | undefined,
      before: string | undefined,
    ): Promise<SearchPage<SoughtPayment, string>> {
      return page(
        await callForValue<SearchPage<SoughtPayment, string>>(sql, 'find_payments_of', {
          p_account: account,
          p_amount: nullable(amount, ({ minor }) => minor.toString()),
          p_from: nullable(time?.from, timestamp),
          p_to: nullable(time?.to, timestamp),
          p_before: before ?? null,
          p_scan: scan,
          p_limit: limit,
        }),
      );
    },
  };
}

function page<Found, Place>(read: SearchPage<Found, Place> | null): SearchPage<Found, Place> {
  if (!read) throw new Error('a search returned nothing');
  return read;
}
