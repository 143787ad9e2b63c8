/** Customers and their accounts. */

import type { AccountId, AccountStatus, WalletOwner } from '../../core/account.ts';
import { fullName, shortName } from '../../core/identity/name.ts';
import type { Language } from '../../core/language.ts';
import type { Market } from '../../core/markets/market.ts';
import type { Money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { AccountNumbers, Business, BusinessKind } from '../../core/parties/business.ts';
import type { Payee, QuoteInputs } from '../../core/revenue/quote.ts';
import {
  type AccountNumbersRow,
  type AccountSnapshotRow,
  accountNumbers,
  accountSnapshotOf,
} from '../driver/account-snapshot.ts';
import { call, callForValue } from '../driver/call.ts';
import {
  bytea,
  moneyIn,
  nullable,
  optional,
  ownerArguments,
  timestamp,
} from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';
import { pins } from './pins.ts';

export interface Customer {
  readonly account: AccountId;
  readonly givenName: string;
  readonly familyName: string;
  readonly language: Language;
  readonly tier: number;
}

export interface DiallingCustomer extends Customer {
  /** False until the customer has chosen a PIN. */
  readonly hasPin: boolean;
  /** Until when the code to choose one can be used (milliseconds since 1970, UTC); undefined where there is none. */
  readonly codeUntil: number | undefined;
  /** Money waits for the number until it is proved who has it. */
  readonly moneyWaits?: true;
  /** The same as `codeUntil`, of the code that proves it. */
  readonly numberCodeUntil?: number;
  /** The carrier is slowed down, and no name is told through it now. */
  readonly namesAreLate?: true;
}

export interface NewCustomer extends Omit<Customer, 'account'> {
  readonly msisdn: Msisdn;
  /** The keyed MAC of number and PIN, in hex. */
  readonly pinMac: string;
  /** The proof of identity, encrypted, in hex; absent where nobody was asked. */
  readonly sealed?: string;
  /** The keyed token of the document's number; absent where nobody was asked. */
  readonly identity?: string;
  /** The id of the notice that welcomes them by SMS (a UUID); absent for none. */
  readonly welcome?: string;
  /** True asks the network about the number's SIM; by default it is not asked. */
  readonly checkSim?: boolean;
  /** True where the number's own network vouches for who registers. */
  readonly isProved?: boolean;
}

/** The number that a payee is looked up by: a person's or a business'; neither where a system account takes the money. */
export interface PayeeLookup {
  readonly msisdn?: Msisdn;
  readonly code?: string;
}

export interface Balance {
  readonly balance: Money;
  readonly held: Money;
  readonly dailyLimit: Money | undefined;
  readonly dailyUsed: Money;
  /** The tier of the account's customer; undefined where it has none. */
  readonly tier: number | undefined;
}

export function customers(sql: Sql, market: Market) {
  return {
    ...parties(sql),
    ...registration(sql, market),
    ...businesses(sql),
    ...wallets(sql, market),
    ...pins(sql),
  };
}

/** Finds customers and the parties of a quote, and counts who was looked up in vain. */
function parties(sql: Sql) {
  return {
    /** The customer with this number, who dials through `carrier` where one is named. */
    async find(msisdn: Msisdn, carrier?: string): Promise<DiallingCustomer | undefined> {
      const [row] = await call<{
        account_id: string;
        given_name: string;
        family_name: string;
        language: Language;
        tier: number;
        has_pin: boolean;
        code_until: Date | null;
        money_waits: boolean;
        number_code_until: Date | null;
        names_late: boolean;
      }>(sql, 'find_customer', { p_msisdn: msisdn, p_carrier: carrier ?? null });
      return (
        row && {
          account: row.account_id,
          givenName: row.given_name,
          familyName: row.family_name,
          language: row.language,
          tier: row.tier,
          hasPin: row.has_pin,
          codeUntil: optional(row.code_until, (until) => until.getTime()),
          ...(row.money_waits && { moneyWaits: true }),
          ...(row.number_code_until && { numberCodeUntil: row.number_code_until.getTime() }),
          ...(row.names_late && { namesAreLate: true }),
        }
      );
    },

    /**
     * Counts names that were looked up through a carrier and not paid; fewer than none where they are paid after all. True where the
     * carrier was slowed down by that.
     */
    async countNames(carrier: string, names: number, now: number): Promise<boolean> {
      const asked = { p_carrier: carrier, p_names: names, p_now: timestamp(now) };
      return (await callForValue<boolean>(sql, 'count_names', asked)) ?? false;
    },

    /** Reads what a quote is made from at `now`; undefined where the payer is unknown. */
    async quoteInputs(
      payer: WalletOwner,
      { msisdn, code }: PayeeLookup,
      now: number,
    ): Promise<QuoteInputs | undefined> {
      const [row] = await call<QuoteRow>(sql, 'read_quote', {
        p_payer: payer.account,
        p_payer_msisdn: payer.msisdn,
        p_msisdn: msisdn ?? null,
        p_code: code ?? null,
        p_now: timestamp(now),
      });
      return row && quoteInputs(row);
    },
  };
}

/** Registers customers. */
function registration(sql: Sql, market: Market) {
  return {
    /** Registers a customer as `register` does, where nobody has a wallet with the same document. */
    async open(customer: NewCustomer, now: number): Promise<AccountId> {
      const account = await this.register(customer, now);
      if (account === undefined) throw new Error('somebody has a wallet with this document');
      return account;
    },

    /**
     * Registers a customer with an empty wallet; a number that is registered keeps what it has. Undefined where somebody with the same
     * document has a wallet: one person has one set of limits.
     */
    async register(customer: NewCustomer, now: number): Promise<AccountId | undefined> {
      const account = await callForValue<string>(sql, 'open_customer', {
        p_msisdn: customer.msisdn,
        p_given_name: customer.givenName,
        p_family_name: customer.familyName,
        p_language: customer.language,
        p_tier: customer.tier,
        p_pin_mac: bytea(customer.pinMac),
        p_currency: market.currency,
        p_sealed: nullable(customer.sealed, bytea),
        p_welcome: customer.welcome ?? null,
        p_check_sim: customer.checkSim ?? false,
        p_now: timestamp(now),
        p_identity: customer.identity ?? null,
        p_proved: customer.isProved ?? false,
      });
      return account ?? undefined;
    },
  };
}

/** Finds agents, billers and tills. */
function businesses(sql: Sql) {
  return {
    /** The agent, biller or till with this number. */
    async findBusiness(code: string): Promise<FoundBusiness | undefined> {
      const [row] = await call<{
        account_id: string;
        kind: BusinessKind;
        name: string;
        account_digits: number | null;
        account_luhn: boolean;
        status: AccountStatus;
      }>(sql, 'find_business', { p_code: code });
      if (!row) return undefined;
      const { account_id: account, kind, name, status } = row;
      return { account, kind, code, name, status, ...accountsOf(row) };
    },
  };
}

/** Reads and changes a wallet of its owner. */
function wallets(sql: Sql, market: Market) {
  const amount = moneyIn(market.currency);
  return {
    async balance(owner: WalletOwner, now: number): Promise<Balance | undefined> {
      const [row] = await call<{
        balance: string;
        held: string;
        daily_limit: string | null;
        daily_used: string;
        tier: number | null;
      }>(sql, 'read_balance', { ...ownerArguments(owner), p_now: timestamp(now) });
      return (
        row && {
          balance: amount(row.balance),
          held: amount(row.held),
          dailyLimit: optional(row.daily_limit, amount),
          dailyUsed: amount(row.daily_used),
          tier: row.tier ?? undefined,
        }
      );
    },

    async setLanguage(account: AccountId, language: Language): Promise<boolean> {
      const done = await callForValue<boolean>(sql, 'set_language', {
        p_account: account,
        p_language: language,
      });
      return done ?? false;
    },

    /** Freezes the account: no money leaves it any more. */
    async block(owner: WalletOwner): Promise<boolean> {
      return (await callForValue<boolean>(sql, 'block_account', ownerArguments(owner))) ?? false;
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
    name: shortName(fullName({ given: row.given_name ?? '', family: row.family_name ?? '' })),
  };
}

function accountsOf(row: AccountNumbersRow): { readonly accounts?: AccountNumbers } {
  const accounts = accountNumbers(row);
  return accounts ? { accounts } : {};
}
