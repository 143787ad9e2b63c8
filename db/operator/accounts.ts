/** Accounts as people at the operator see them: whose they are, what was in them when, and what was done to them. */

import type { AccountId, AccountKind, AccountStatus } from '../../core/account.ts';
import type { AccountChange, OperatorAction } from '../../core/care/operator-action.ts';
import type { Language } from '../../core/language.ts';
import type { PostedEntry } from '../../core/ledger/statement-replay.ts';
import { systemAccountsOf } from '../../core/ledger/system-accounts.ts';
import { localTime } from '../../core/markets/local-time.ts';
import type { Market } from '../../core/markets/market.ts';
import { type Currency, type Money, money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { Sql } from '../driver/sql.ts';

export interface OperatorAccount {
  readonly id: AccountId;
  readonly kind: AccountKind;
  readonly currency: Currency;
  readonly status: AccountStatus;
  readonly number: string;
  readonly name: string;
}

export interface EntryLine extends PostedEntry {
  /** What the entry before it left, in minor units. */
  readonly balanceBefore: bigint;
  readonly at: Date;
  readonly type: PaymentType;
  /** The payment's running number. */
  readonly number: bigint;
  readonly paymentAmount: Money;
  /** What was taken back of the payment. */
  readonly reversed: Money | undefined;
  readonly otherNumber: string | null;
  readonly otherName: string;
  readonly accountReference: string | null;
}

/** Which part of a history: posted from `from` to `to` (milliseconds since 1970, UTC), and numbered below `before`. */
export interface Page {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly before?: bigint | undefined;
  readonly limit: number;
}

/** Who does something to an account by hand, and why. */
export interface Reason {
  readonly by: string;
  readonly reason: string;
}

export interface OpenedCustomer {
  readonly msisdn: Msisdn;
  readonly givenName: string;
  readonly familyName: string;
  readonly language: Language;
}

/** What a registration opens. */
const firstTier = 1;

export interface Changed {
  /** False where the account is not in the state that the act begins from. */
  readonly changed: boolean;
  readonly status: AccountStatus;
  readonly balance: Money;
  readonly held: Money;
}

export interface RecordedAction extends Reason {
  readonly action: OperatorAction;
  readonly at: Date;
  /** Of an adjustment or an exchange: its payment's running number, and the amount (negative: taken). */
  readonly number: bigint | undefined;
  readonly amount: Money | undefined;
}

export function accounts(sql: Sql, market: Market) {
  const { currency } = market;
  return {
    /** The account of the business with this code, or else of the customer with this number. */
    async find(code: string, msisdn: Msisdn | undefined): Promise<OperatorAccount | undefined> {
      const [row] = await sql<Omit<OperatorAccount, 'id'> & { account_id: AccountId }>(
        'select * from tuma.find_party($1, $2)',
        [code, msisdn ?? null],
      );
      if (!row) return undefined;
      const { account_id: id, ...rest } = row;
      return { id, ...rest };
    },

    /**
     * Opens a customer's wallet, to which no PIN belongs. Undefined where the number has one: then nothing is written.
     */
    async open(customer: OpenedCustomer, { by, reason }: Reason, now: number) {
      const { msisdn, givenName, familyName, language } = customer;
      const [row] = await sql<{ account_id: AccountId; opened: boolean }>(
        'select * from tuma.open_customer_by_operator($1, $2, $3, $4, $5, $6, $7, $8, $9)',
        [msisdn, givenName, familyName, language, firstTier, currency, reason, by, iso(now)],
      );
      return row?.opened ? row.account_id : undefined;
    },

    /** What the account had at `at` (milliseconds since 1970, UTC). */
    async balanceAt(account: AccountId, at: number): Promise<Money | undefined> {
      const [row] = await sql<{ balance: string | null }>(
        'select tuma.balance_at($1, $2) balance',
        [account, iso(at)],
      );
      return row?.balance == null ? undefined : money(BigInt(row.balance), currency);
    },

    /** A page of the account's history, newest first. */
    async entries(account: AccountId, { from, to, before, limit }: Page): Promise<EntryLine[]> {
      const rows = await sql<EntryRow>('select * from tuma.read_entries($1, $2, $3, $4, $5)', [
        ...[account, from === undefined ? null : iso(from), to === undefined ? null : iso(to)],
        ...[before?.toString() ?? null, limit],
      ]);
      return rows.map((row) => entryLine(row, currency));
    },

    /**
     * Sets right by a payment what went wrong otherwise: `amount` into the account, or out of it where it is negative.
     * `id` (a UUIDv7) is the payment's, made before it is tried; the same again writes nothing.
     */
    async adjust(
      id: string,
      account: AccountId,
      amount: Money,
      { by, reason }: Reason,
      now: number,
    ): Promise<{ refusal?: Refusal; number?: bigint }> {
      const [row] = await sql<{ refusal: Refusal | null; number: string | null }>(
        'select * from tuma.adjust($1, $2, $3, $4, $5, $6, $7, $8)',
        [
          ...[
            id,
            account,
            systemAccountsOf(currency).adjustment,
            amount.minor.toString(),
            reason,
            by,
          ],
          ...[localTime(market, now).day, iso(now)],
        ],
      );
      return {
        ...(row?.refusal && { refusal: row.refusal }),
        ...(row?.number && { number: BigInt(row.number) }),
      };
    },

    async change(
      account: AccountId,
      action: AccountChange,
      { by, reason }: Reason,
      now: number,
    ): Promise<Changed | undefined> {
      const [row] = await sql<{
        changed: boolean;
        status: AccountStatus;
        balance: string;
        held: string;
      }>('select * from tuma.change_account($1, $2, $3, $4, $5)', [
        ...[account, action, reason, by, iso(now)],
      ]);
      return (
        row && {
          changed: row.changed,
          status: row.status,
          balance: money(BigInt(row.balance), currency),
          held: money(BigInt(row.held), currency),
        }
      );
    },

    /** What was done to the account by hand, newest first. */
    async actions(account: AccountId, limit: number): Promise<RecordedAction[]> {
      const rows = await sql<ActionRow>('select * from tuma.read_operator_actions($1, $2)', [
        account,
        limit,
      ]);
      return rows.map((row) => ({
        at: row.made_at,
        action: row.action,
        by: row.made_by,
        reason: row.reason,
        number: row.number === null ? undefined : BigInt(row.number),
        amount: row.amount === null ? undefined : money(BigInt(row.amount), currency),
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
  return {
    seq: BigInt(row.seq),
    amount: BigInt(row.amount),
    balance: BigInt(row.balance),
    balanceBefore: BigInt(row.balance_before),
    at: row.ended_at,
    type: row.type,
    number: BigInt(row.number),
    paymentAmount: money(BigInt(row.payment_amount), currency),
    reversed: row.reversed === null ? undefined : money(BigInt(row.reversed), currency),
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

function iso(at: number): string {
  return new Date(at).toISOString();
}
