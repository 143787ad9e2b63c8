/** Accounts as people at the operator see them: the owner, the history, and what was done to them by hand. */

import type { AccountId, AccountKind, AccountStatus } from '../../core/account.ts';
import type { AccountChange, OperatorAction, Reason } from '../../core/care/operator-action.ts';
import type { Language } from '../../core/language.ts';
import type { PostedEntry } from '../../core/ledger/statement-replay.ts';
import { systemAccountsOf } from '../../core/ledger/system-accounts.ts';
import type { Market } from '../../core/markets/market.ts';
import type { Currency, Money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import type { Refusal } from '../../core/refusal.ts';
import { call, callForValue } from '../driver/call.ts';
import { moneyIn, nullable, optional, timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

export interface OperatorAccount {
  readonly id: AccountId;
  readonly kind: AccountKind;
  readonly currency: Currency;
  readonly status: AccountStatus;
  readonly number: string;
  readonly name: string;
  /** Null where the account is no customer's. */
  readonly pin: PinState | null;
}

/** `none` until the customer has chosen one, and `locked` after three wrong tries. */
export type PinState = 'none' | 'set' | 'locked';

export interface EntryLine extends PostedEntry {
  /** The balance before it, in minor units. */
  readonly balanceBefore: bigint;
  readonly at: Date;
  readonly type: PaymentType;
  /** The payment's running number. */
  readonly number: bigint;
  readonly paymentAmount: Money;
  /** The amount of the payment that was reversed. */
  readonly reversed: Money | undefined;
  readonly otherNumber: string | null;
  readonly otherName: string;
  readonly accountReference: string | null;
}

/** A part of a history: entries posted from `from` to `to` (milliseconds since 1970, UTC) and numbered below `before`. */
export interface Page {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly before?: bigint | undefined;
  readonly limit: number;
}

export interface OpenedCustomer {
  readonly msisdn: Msisdn;
  readonly givenName: string;
  readonly familyName: string;
  readonly language: Language;
}

/** The tier that a registration opens. */
const firstTier = 1;

export interface Changed {
  /** False where the account is not in the state that the action starts from. */
  readonly changed: boolean;
  readonly status: AccountStatus;
  readonly balance: Money;
  readonly held: Money;
  /** How much may still come to it, or is open about it. */
  readonly owed: number;
}

export interface RecordedAction extends Reason {
  readonly action: OperatorAction;
  readonly at: Date;
  /** The running number and amount (negative: taken) of an adjustment's or exchange's payment. */
  readonly number: bigint | undefined;
  readonly amount: Money | undefined;
}

export function accounts(sql: Sql, market: Market) {
  return { ...lookup(sql, market), ...wallets(sql, market), ...changes(sql, market) };
}

/** Finds accounts and reads what they hold and held. */
function lookup(sql: Sql, market: Market) {
  const { currency } = market;
  const inMoney = moneyIn(currency);
  return {
    /** What the account has, what of it is held, and what it sent today; undefined where there is no such account. */
    async balance(account: AccountId, now: number) {
      const [row] = await call<{ balance: string; held: string; daily_used: string }>(
        sql,
        'read_balance_by_operator',
        { p_account: account, p_now: timestamp(now) },
      );
      return (
        row && {
          balance: inMoney(row.balance),
          held: inMoney(row.held),
          dailyUsed: inMoney(row.daily_used),
        }
      );
    },

    /**
     * Finds the account of the business with this code, or of the customer with this number or, without one, of this
     * wallet: "W1234".
     */
    async find(code: string, msisdn: Msisdn | undefined): Promise<OperatorAccount | undefined> {
      const [, wallet = null] = /^W(\d{1,18})$/i.exec(code) ?? [];
      const [row] = await call<Omit<OperatorAccount, 'id'> & { account_id: AccountId }>(
        sql,
        'find_party',
        { p_code: code, p_msisdn: msisdn ?? null, p_wallet: wallet },
      );
      if (!row) return undefined;
      const { account_id: id, ...rest } = row;
      return { id, ...rest };
    },

    /** Reads the account's balance at `at` (milliseconds since 1970, UTC). */
    async balanceAt(account: AccountId, at: number): Promise<Money | undefined> {
      const balance = await callForValue<string>(sql, 'balance_at', {
        p_account: account,
        p_at: timestamp(at),
      });
      return optional(balance, inMoney);
    },

    /** Reads a page of the account's history, newest first. */
    async entries(account: AccountId, { from, to, before, limit }: Page): Promise<EntryLine[]> {
      const rows = await call<EntryRow>(sql, 'read_entries', {
        p_account: account,
        p_from: nullable(from, timestamp),
        p_to: nullable(to, timestamp),
        p_before: before?.toString() ?? null,
        p_limit: limit,
      });
      return rows.map((row) => entryLine(row, currency));
    },
  };
}

/** Opens wallets and corrects balances. */
function wallets(sql: Sql, market: Market) {
  const { currency } = market;
  return {
    /**
     * Opens a customer's wallet without a PIN. Undefined where the number has a wallet: then nothing is written.
     */
    async open(customer: OpenedCustomer, { by, reason }: Reason, now: number) {
      const { msisdn, givenName, familyName, language } = customer;
      const [row] = await call<{ account_id: AccountId; opened: boolean }>(
        sql,
        'open_customer_by_operator',
        {
          p_msisdn: msisdn,
          p_given_name: givenName,
          p_family_name: familyName,
          p_language: language,
          p_tier: firstTier,
          p_currency: currency,
          p_reason: reason,
          p_by: by,
          p_now: timestamp(now),
        },
      );
      return row?.opened ? row.account_id : undefined;
    },

    /**
     * Corrects an account by a payment: `amount` goes into it, or out of it where it is negative. `id` (a UUIDv7) is the
     * payment's, made before it is tried; the same id again writes nothing.
     */
    async adjust(
      id: string,
      account: AccountId,
      amount: Money,
      { by, reason }: Reason,
      now: number,
    ): Promise<{ refusal?: Refusal; number?: bigint }> {
      const [row] = await call<{ refusal: Refusal | null; number: string | null }>(sql, 'adjust', {
        p_id: id,
        p_account: account,
        p_system_account: systemAccountsOf(currency).adjustment,
        p_amount: amount.minor.toString(),
        p_reason: reason,
        p_by: by,
        p_now: timestamp(now),
      });
      return {
        ...(row?.refusal && { refusal: row.refusal }),
        ...(row?.number && { number: BigInt(row.number) }),
      };
    },
  };
}

/** Changes the state of accounts, and lists what was done to them. */
function changes(sql: Sql, market: Market) {
  const inMoney = moneyIn(market.currency);
  return {
    async change(
      account: AccountId,
      action: AccountChange,
      { by, reason, anyway = false }: Reason & { readonly anyway?: boolean },
      now: number,
    ): Promise<Changed | undefined> {
      const [row] = await call<{
        changed: boolean;
        status: AccountStatus;
        balance: string;
        held: string;
        owed: number;
      }>(sql, 'change_account', {
        p_account: account,
        p_action: action,
        p_reason: reason,
        p_by: by,
        p_now: timestamp(now),
        p_anyway: anyway,
      });
      return (
        row && {
          changed: row.changed,
          status: row.status,
          balance: inMoney(row.balance),
          held: inMoney(row.held),
          owed: row.owed,
        }
      );
    },

    /** Lists what was done to the account by hand, newest first. */
    async actions(account: AccountId, limit: number): Promise<RecordedAction[]> {
      const rows = await call<ActionRow>(sql, 'read_operator_actions', {
        p_account: account,
        p_limit: limit,
      });
      return rows.map((row) => ({
        at: row.made_at,
        action: row.action,
        by: row.made_by,
        reason: row.reason,
        number: optional(row.number, BigInt),
        amount: optional(row.amount, inMoney),
      }));
    },
  };
}

interface EntryRow {
  readonly seq: string;
  readonly amount: string;
  readonly balance: string;
  readonly balance_before: string;
  readonly ended_at: Date;
  readonly type: PaymentType;
  readonly number: string;
  readonly payment_amount: string;
  readonly reversed: string | null;
  readonly other_number: string | null;
  readonly other_name: string;
  readonly account_reference: string | null;
}

function entryLine(row: EntryRow, currency: Currency): EntryLine {
  const inMoney = moneyIn(currency);
  return {
    seq: BigInt(row.seq),
    amount: BigInt(row.amount),
    balance: BigInt(row.balance),
    balanceBefore: BigInt(row.balance_before),
    at: row.ended_at,
    type: row.type,
    number: BigInt(row.number),
    paymentAmount: inMoney(row.payment_amount),
    reversed: optional(row.reversed, inMoney),
    otherNumber: row.other_number,
    otherName: row.other_name,
    accountReference: row.account_reference,
  };
}

interface ActionRow {
  readonly made_at: Date;
  readonly action: OperatorAction;
  readonly made_by: string;
  readonly reason: string;
  readonly number: string | null;
  readonly amount: string | null;
}
