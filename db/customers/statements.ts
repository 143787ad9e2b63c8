/** Reads for an account's owner: the mini statement, a payment's state, recent recipients. */

import type { WalletOwner } from '../../core/account.ts';
import type { Market } from '../../core/markets/market.ts';
import type { Money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { PaymentState } from '../../core/payments/outcome.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import type { Refusal } from '../../core/refusal.ts';
import { call } from '../driver/call.ts';
import { moneyIn, optional, ownerArguments } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

/** A payment of an account. The other side is undefined where it is not a customer. */
export interface PaymentRow {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly incoming: boolean;
  readonly type: PaymentType;
  /** The payment's running number. */
  readonly number: bigint;
  readonly amount: Money;
  /** The amount that was reversed. */
  readonly reversed: Money | undefined;
  readonly other: OtherCustomer | undefined;
  /** The other side, where it is a business. */
  readonly business: string | undefined;
  /** A bill's account number, or the number that airtime or waiting money is for. */
  readonly accountReference: string | undefined;
}

/** One payment in an account's books. */
interface StatementRow extends PaymentRow {
  /** The number of the entry among the account's, from 1 on. */
  readonly seq: bigint;
  /** The part of the fee that this account paid. */
  readonly fee: Money;
  /** The account's balance after it. */
  readonly balance: Money;
}

/** One of an account's latest payments. */
interface LatestRow extends PaymentRow {
  /** False where it was refused or failed, and moved no money. */
  readonly done: boolean;
}

/** The other side of a payment. */
export interface OtherCustomer extends Omit<KnownCustomer, 'msisdn'> {
  /** Undefined where the customer has no number any more. */
  readonly msisdn: Msisdn | undefined;
}

export interface KnownCustomer {
  readonly msisdn: Msisdn;
  readonly givenName: string;
  readonly familyName: string;
}

/** The state of a payment. Its reference is made of its number. */
export interface PaymentProgress {
  readonly state: PaymentState;
  readonly refusal: Refusal | null;
  readonly number: bigint;
}

export function statements(sql: Sql, { currency }: Market) {
  const amount = moneyIn(currency);
  return {
    /** The last `count` entries, or those before the entry `before`, newest first. */
    async last(owner: WalletOwner, count: number, before?: bigint): Promise<StatementRow[]> {
      const rows = await call<Columns & { seq: string; fee: string; balance: string }>(
        sql,
        'read_statement',
        {
          ...ownerArguments(owner),
          p_count: count,
          p_before: before === undefined ? null : String(before),
        },
      );
      return rows.map((row) => ({
        ...paymentIn(row, amount),
        seq: BigInt(row.seq),
        fee: amount(row.fee),
        balance: amount(row.balance),
      }));
    },

    /** The last `count` payments, newest first, also those that were refused or failed. */
    async latest(owner: WalletOwner, count: number): Promise<LatestRow[]> {
      const rows = await call<Columns & { done: boolean }>(sql, 'read_latest_payments', {
        ...ownerArguments(owner),
        p_count: count,
      });
      return rows.map((row) => ({ ...paymentIn(row, amount), done: row.done }));
    },

    /** Reads the state of a payment; undefined where the books do not know it. */
    async payment(id: string): Promise<PaymentProgress | undefined> {
      const [row] = await call<Omit<PaymentProgress, 'number'> & { number: string }>(
        sql,
        'read_payment',
        { p_id: id },
      );
      return row && { ...row, number: BigInt(row.number) };
    },

    /** The people that the account sent money to recently, newest first, nobody twice. */
    async recipients(owner: WalletOwner, count: number): Promise<KnownCustomer[]> {
      const rows = await call<{ msisdn: Msisdn; given_name: string; family_name: string }>(
        sql,
        'read_recipients',
        { ...ownerArguments(owner), p_count: count },
      );
      return rows.map(({ msisdn, given_name, family_name }) => ({
        msisdn,
        givenName: given_name,
        familyName: family_name,
      }));
    },
  };
}

interface Columns {
  readonly ended_at: Date;
  readonly incoming: boolean;
  readonly type: PaymentType;
  readonly number: string;
  readonly amount: string;
  readonly reversed: string | null;
  readonly account_reference: string | null;
  readonly business_name: string | null;
  readonly other_msisdn: Msisdn | null;
  readonly other_given_name: string | null;
  readonly other_family_name: string | null;
}

function paymentIn(row: Columns, amount: (minor: string) => Money): PaymentRow {
  return {
    at: row.ended_at.getTime(),
    incoming: row.incoming,
    type: row.type,
    number: BigInt(row.number),
    business: row.business_name ?? undefined,
    accountReference: row.account_reference ?? undefined,
    amount: amount(row.amount),
    reversed: optional(row.reversed, amount),
    other: optional(row.other_given_name, (givenName) => ({
      msisdn: row.other_msisdn ?? undefined,
      givenName,
      familyName: row.other_family_name ?? '',
    })),
  };
}
