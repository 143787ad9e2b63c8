/** Customers and their accounts: call a function, decode the rows. */

import type { AccountId, AccountStatus } from '../../core/account.ts';
import type { Language } from '../../core/language.ts';
import { localTime } from '../../core/markets/local-time.ts';
import type { Market } from '../../core/markets/market.ts';
import { type Money, money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { AccountNumbers, Business, BusinessKind } from '../../core/parties/business.ts';
import type { Payee, QuoteInputs } from '../../core/revenue/quote.ts';
import type { Sql } from '../driver/sql.ts';
import {
  type AccountSnapshotRow,
  type AccountsRow,
  accountNumbers,
  accountSnapshotOf,
} from '../ledger/check-inputs.ts';

export interface Customer {
  readonly account: AccountId;
  readonly givenName: string;
  readonly familyName: string;
  readonly language: Language;
  readonly tier: number;
}

export interface NewCustomer extends Omit<Customer, 'account'> {
  readonly msisdn: Msisdn;
  /** The keyed MAC of number and PIN, in hex. */
  readonly pinMac: string;
  /** What proves who it is, encrypted, in hex; absent where nobody was asked. */
  readonly sealed?: string;
  /** The id of the notice that welcomes them by SMS (a UUID); absent for none. */
  readonly welcome?: string;
  /** Whether the network is to be asked about the number's SIM; by default it is not. */
  readonly checkSim?: boolean;
}

/** Who is to be paid: a person or a business, by their number; nobody, where the house keeps the money. */
export interface PayeeLookup {
  readonly msisdn?: Msisdn;
  readonly code?: string;
}

export interface Balance {
  readonly balance: Money;
  readonly held: Money;
  readonly dailyLimit: Money | undefined;
  readonly dailyUsed: Money;
  /** Of the account's customer; undefined where it is nobody's. */
  readonly tier: number | undefined;
}

export function customers(sql: Sql, market: Market) {
  const { currency } = market;
  return {
    async find(msisdn: Msisdn): Promise<Customer | undefined> {
      const [row] = await sql<{
        account_id: string;
        given_name: string;
        family_name: string;
        language: Language;
        tier: number;
      }>('select * from tuma.find_customer($1)', [msisdn]);
      return (
        row && {
          account: row.account_id,
          givenName: row.given_name,
          familyName: row.family_name,
          language: row.language,
          tier: row.tier,
        }
      );
    },

    /** Registers a customer with an empty wallet; a number that is registered keeps what it has. */
    async open(customer: NewCustomer, now: number): Promise<AccountId> {
      const [row] = await sql<{ account: string }>(
        'select tuma.open_customer($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) account',
        [
          ...[customer.msisdn, customer.givenName, customer.familyName, customer.language],
          ...[customer.tier, `\\x${customer.pinMac}`, currency],
          customer.sealed === undefined ? null : `\\x${customer.sealed}`,
          customer.welcome ?? null,
          customer.checkSim ?? false,
          new Date(now).toISOString(),
        ],
      );
      if (!row) throw new Error('open_customer returned nothing');
      return row.account;
    },

    /** What a quote is made from at `now`, or undefined where the payer is unknown. */
    async quoteInputs(
      payer: AccountId,
      { msisdn, code }: PayeeLookup,
      now: number,
    ): Promise<QuoteInputs | undefined> {
      const [row] = await sql<QuoteRow>('select * from tuma.read_quote($1, $2, $3, $4, $5)', [
        ...[payer, msisdn ?? null, code ?? null],
        ...[localTime(market, now).day, new Date(now).toISOString()],
      ]);
      return row && quoteInputs(row);
    },

    /** The agent, biller or till with this number. */
    async findBusiness(code: string): Promise<FoundBusiness | undefined> {
      const [row] = await sql<{
        account_id: string;
        kind: BusinessKind;
        name: string;
        account_digits: number | null;
        account_luhn: boolean;
        status: AccountStatus;
      }>('select * from tuma.find_business($1)', [code]);
      if (!row) return undefined;
      const { account_id: account, kind, name, status } = row;
      return { account, kind, code, name, status, ...accountsOf(row) };
    },

    async balance(account: AccountId, day: string): Promise<Balance | undefined> {
      const [row] = await sql<{
        balance: string;
        held: string;
        daily_limit: string | null;
        daily_used: string;
        tier: number | null;
      }>('select * from tuma.read_balance($1, $2)', [account, day]);
      return (
        row && {
          balance: money(BigInt(row.balance), currency),
          held: money(BigInt(row.held), currency),
          dailyLimit:
            row.daily_limit === null ? undefined : money(BigInt(row.daily_limit), currency),
          dailyUsed: money(BigInt(row.daily_used), currency),
          tier: row.tier ?? undefined,
        }
      );
    },

    async setLanguage(account: AccountId, language: Language): Promise<boolean> {
      const [row] = await sql<{ done: boolean | null }>('select tuma.set_language($1, $2) done', [
        account,
        language,
      ]);
      return row?.done ?? false;
    },

    /** False where the PIN is locked. `pinMac` is the new PIN's, in hex. */
    async changePin(account: AccountId, pinMac: string): Promise<boolean> {
      const [row] = await sql<{ done: boolean }>('select tuma.change_pin($1, $2) done', [
        account,
        `\\x${pinMac}`,
      ]);
      return row?.done ?? false;
    },

    /** No money leaves the account any more. */
    async block(account: AccountId): Promise<boolean> {
      const [row] = await sql<{ done: boolean }>('select tuma.block_account($1) done', [account]);
      return row?.done ?? false;
    },

    /** One try at the PIN. `attempt` (a UUID) names it: the same one asked again is counted once. */
    async verifyPin(
      account: AccountId,
      pinMac: string,
      attempt: string,
    ): Promise<{ right: boolean; triesLeft: number }> {
      const [row] = await sql<{ is_right: boolean; tries_left: number }>(
        'select * from tuma.verify_pin($1, $2, $3)',
        [account, `\\x${pinMac}`, attempt],
      );
      return { right: row?.is_right ?? false, triesLeft: row?.tries_left ?? 0 };
    },
  };
}

export interface FoundBusiness extends Business {
  readonly status: AccountStatus;
}

interface QuoteRow extends AccountSnapshotRow {
  readonly payee: string | null;
  readonly given_name: string | null;
  readonly family_name: string | null;
  readonly business_kind: BusinessKind | null;
  readonly business_name: string | null;
}

function quoteInputs(row: QuoteRow): QuoteInputs {
  return { ...accountSnapshotOf(row), payee: payeeOf(row) };
}

function payeeOf(row: QuoteRow): Payee | undefined {
  const { payee: account, business_kind: kind } = row;
  const { payeeStatus: status, payeeTier, payeeBalance, received } = accountSnapshotOf(row);
  if (account === null || status === null) return undefined;
  const rest = { account, status, tier: payeeTier, balance: payeeBalance ?? 0n, received };
  if (kind !== null) return { ...rest, kind, name: row.business_name ?? '', ...accountsOf(row) };
  return {
    ...rest,
    kind: 'wallet',
    name: `${row.given_name} ${row.family_name?.charAt(0) ?? ''}.`,
  };
}

function accountsOf(row: AccountsRow): { readonly accounts?: AccountNumbers } {
  const accounts = accountNumbers(row);
  return accounts ? { accounts } : {};
}
