/** Real books in a database of their own, with a clock that the test moves. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import type { AccountId, WalletOwner } from '../../../core/account.ts';
import type { Clock } from '../../../core/clock.ts';
import { systemAccountsOf } from '../../../core/ledger/system-accounts.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { Limits } from '../../../core/markets/market.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Ledger } from '../../../core/pipeline/ports.ts';
import { customers } from '../../../db/customers/customers.ts';
import { receipts } from '../../../db/delivery/receipts.ts';
import { connect, type Sql } from '../../../db/driver/sql.ts';
import { ledger } from '../../../db/ledger/ledger.ts';
import { maintenance, type TimersRun, type Violation } from '../../../db/ledger/maintenance.ts';
import { DESK_ROLE } from '../../../db/migrate.ts';
import { TestClock } from '../clock/clock.ts';
import { completed, exampleTime, ksh, newId, payment } from './payments.ts';
import { type FreshDatabase, freshDatabase } from './postgres.ts';

/** The house's accounts in the market's currency. */
export const house = systemAccountsOf(kenya.currency);

/** Where opening balances come from. */
export const funding = house.funding;

export interface NewAccount {
  readonly balance?: bigint;
  /** The account's own, below its tier's. */
  readonly dailyLimit?: bigint | null;
  /** Null is without limits; 1 by default. */
  readonly tier?: number | null;
  readonly status?: 'active' | 'frozen' | 'closed';
  /** A wallet by default. It has its opening balance before it becomes anything else. */
  readonly kind?: 'wallet' | 'till';
}

type Windows = Pick<Limits, 'daily' | 'weekly' | 'monthly'>;

/** What the books look at of a tier. */
export interface TierLimits {
  readonly balanceCap: bigint;
  readonly sending: Windows;
  readonly receiving: Windows;
}

const open = { amount: 10n ** 17n, count: 1_000_000 };

/** A tier that nobody meets the limits of. */
export const wideOpen: TierLimits = {
  balanceCap: open.amount,
  sending: { daily: open, weekly: open, monthly: open },
  receiving: { daily: open, weekly: open, monthly: open },
};

export class Books {
  readonly clock = new TestClock(exampleTime);
  /** As the role that the Worker uses. */
  readonly sql: Sql;
  /** The same, without an endpoint between: for thousands of statements. An error is PostgreSQL's own. */
  readonly direct: Sql;
  /**
   * As the books themselves, which hold and settle any payment, at any price: most tests are of what becomes of a payment, not of
   * who may ask for it.
   */
  readonly house: Sql;
  /** The same without an endpoint between. */
  readonly directHouse: Sql;
  /** As the role that people at the desk work as. */
  readonly desk: Sql;
  readonly appUrl: string;
  readonly ledger: Ledger;
  readonly operations: ReturnType<typeof maintenance>;
  readonly customers: ReturnType<typeof customers>;
  #people = 0;
  #last: Promise<unknown> = Promise.resolve();
  readonly #owner: pg.Client;
  readonly #close: () => Promise<void>;

  private constructor(
    { appUrl, booksUrl }: FreshDatabase,
    neonUrl: string,
    owner: pg.Client,
    pools: Readonly<Record<'app' | 'house' | 'desk', pg.Pool>>,
    close: () => Promise<void>,
  ) {
    this.appUrl = appUrl;
    this.sql = connect({ url: appUrl, endpoint: neonUrl, tryFor: 10_000 });
    this.house = byTheHouse(connect({ url: booksUrl, endpoint: neonUrl, tryFor: 10_000 }));
    this.direct = through(pools.app);
    this.directHouse = byTheHouse(through(pools.house));
    this.desk = through(pools.desk);
    this.#owner = owner;
    this.ledger = this.another(0);
    this.operations = maintenance(this.sql);
    this.customers = customers(this.sql, kenya);
    this.#close = close;
  }

  /**
   * `neonUrl` is the endpoint that statements go through, the run's own by default; `own` is a migrated database that the
   * books are in and that they drop, a fresh one by default.
   */
  static async open(
    neonUrl: string = inject('postgres').neonUrl,
    own?: FreshDatabase,
  ): Promise<Books> {
    const database = own ?? (await freshDatabase());
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const options = `-c role=${DESK_ROLE}`;
    const pools = {
      app: new pg.Pool({ connectionString: database.appUrl, max: 8 }),
      house: new pg.Pool({ connectionString: database.booksUrl, max: 8 }),
      desk: new pg.Pool({ connectionString: database.ownerUrl, options, max: 8 }),
    };
    // A session that is still ending when its database is dropped has nothing to tell.
    owner.on('error', () => {});
    for (const each of Object.values(pools)) {
      each.on('error', () => {});
      each.on('connect', (client) => client.on('error', () => {}));
    }
    return new Books(database, neonUrl, owner, pools, async () => {
      await owner.end();
      for (const each of Object.values(pools)) await each.end();
      await database.drop();
    });
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** The books as another caller sees them, whose statements are not shared with anybody else's. */
  another(stripe = 0, clock: Clock = this.clock): Ledger {
    return ledger(this.house, kenya, clock, stripe);
  }

  /** Opens a customer's wallet, with money in it that a payment of the house brought. */
  async account(wanted: NewAccount = {}): Promise<AccountId> {
    const { balance = 0n, dailyLimit = null, tier = 1, status = 'active' } = wanted;
    const { kind = 'wallet' } = wanted;
    this.#people += 1;
    const msisdn = `2547${String(this.#people).padStart(8, '0')}` as Msisdn;
    const name = { givenName: 'Jane', familyName: 'Wanjiku' };
    const person = { msisdn, ...name, language: 'en', tier: 1, pinMac: 'c0de' } as const;
    const id = await this.customers.open(person, this.clock.now());
    if (balance > 0n) {
      await this.pay({
        type: 'funding',
        channel: 'system',
        payer: funding,
        payee: id,
        amount: ksh(balance),
      });
    }
    if (dailyLimit !== null || tier !== 1 || status !== 'active' || kind !== 'wallet') {
      await this.rows(
        'update tuma.accounts set status = $2, daily_limit = $3, tier = $4, kind = $5 where id = $1',
        [id, status, dailyLimit?.toString() ?? null, tier, kind],
      );
    }
    if (kind !== 'wallet') {
      await this.rows(
        `with gone as (delete from tuma.customers where account_id = $1 returning *)
         insert into tuma.businesses (code, kind, account_id, name, msisdn, language)
         select (700000 + account_id)::text, $2::text::tuma.business_kind, account_id, given_name, msisdn, language from gone`,
        [id, kind],
      );
    }
    return id;
  }

  /** A payment of `amount` from a new account (with 25,000.00 by default) to another, asked for now. */
  async request(
    amount: bigint,
    payer: NewAccount = { balance: 25_000_00n },
    wanted: Partial<PaymentRequest> = {},
  ): Promise<PaymentRequest> {
    return payment({
      payer: await this.account(payer),
      payee: await this.account(),
      amount: ksh(amount),
      requestedAt: this.clock.now(),
      ...wanted,
    });
  }

  /** Reserves and completes a payment, without a fee unless one is given. */
  async pay(wanted: Partial<PaymentRequest>): Promise<PaymentRequest> {
    const request = payment({ fee: ksh(0n), requestedAt: this.clock.now(), ...wanted });
    await this.ledger.reserve(request);
    await this.ledger.settle(request, completed);
    return request;
  }

  /** Makes tier 3 of the market: without limits, but for these. */
  async tier(limits: Partial<TierLimits> = {}): Promise<void> {
    const tier = { ...wideOpen, ...limits };
    const { balanceCap, sending, receiving } = tier;
    const windows = ({ daily, weekly, monthly }: Windows) =>
      [daily, weekly, monthly].flatMap(({ amount, count }) => [amount.toString(), count]);
    await this.rows('delete from tuma.tiers where market = $1 and tier = 3', [kenya.code]);
    await this.rows(
      'insert into tuma.tiers values ($1, 3, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)',
      [kenya.code, balanceCap.toString(), ...windows(sending), ...windows(receiving)],
    );
  }

  /** The account with its number; a number that nobody has where there is no such customer. */
  async owner(account: AccountId): Promise<WalletOwner> {
    const text = 'select msisdn from tuma.customers where account_id = $1';
    const [row] = await this.rows(text, [account]);
    return { account, msisdn: String(row?.msisdn ?? '254700999999') as Msisdn };
  }

  /** Sees to due payment timers. */
  sweep(limit = 1_000): Promise<TimersRun> {
    return this.operations.runDueTimers(limit, this.clock.now());
  }

  /** Tells whoever is to be told of how these payments ended: "payer", "payee". */
  async tells(...ids: string[]): Promise<string[]> {
    const found = await receipts(this.sql, kenya).claim(ids, newId(), this.clock.now());
    return found.map(({ party }) => party).toSorted();
  }

  /** An account's figures in cents: "balance/held/sent today". */
  async figures(id: AccountId): Promise<string> {
    const [row] = await this.rows(
      'select balance, held, sent_today from tuma.accounts where id = $1',
      [id],
    );
    return `${row?.balance}/${row?.held}/${row?.sent_today}`;
  }

  /** What is written of a payment beside its row. */
  async facts(id: string) {
    const [row] = await this.rows(
      `select array(select type from tuma.events where payment_id = $1 order by seq) events,
              (select count(*)::int from tuma.payment_timers where $1 = any (payments)) timers,
              array(select party::text from tuma.receipts where about = $1 order by receipts.party) receipts`,
      [id],
    );
    return row;
  }

  /** A payment's entries in account order: "account amount balance". */
  async entries(id: string): Promise<string[]> {
    const rows = await this.rows(
      'select account_id, amount, balance from tuma.entries where payment_id = $1 order by 1',
      [id],
    );
    return rows.map(({ account_id, amount, balance }) => `${account_id} ${amount} ${balance}`);
  }

  /** As the owner, one statement after the other. */
  async rows(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const result = this.#last.then(() => this.#owner.query(text, values));
    this.#last = result.catch(() => {});
    return (await result).rows;
  }

  /** All that is written, to compare it with what is written later. */
  async everything(): Promise<string> {
    const tables = [
      ...['accounts', 'customers', 'payments', 'entries', 'payment_timers', 'reviews', 'reversals'],
      ...['devices', 'receipts', 'unclaimed', 'airtime', 'notices', 'disputes', 'refused_payments'],
    ];
    const texts = tables.map(
      (table) =>
        `select '${table}' name, coalesce(string_agg(t::text, E'\\n' order by t::text), '') rows from tuma.${table} t`,
    );
    return JSON.stringify(await this.rows(texts.join(' union all ')), null, 1);
  }

  /**
   * Deadlocks that the server broke in these books so far, and statements that failed there (what is tried again among
   * them). Its sessions tell of them when they have been idle for a second.
   */
  async troubles(): Promise<{ deadlocks: number; failures: number }> {
    await sleep(1_500);
    const [row] = await this.rows(
      `select deadlocks::int, xact_rollback::int failures from pg_stat_database
        where datname = current_database()`,
    );
    return row as { deadlocks: number; failures: number };
  }

  /** Signs what tests do by hand: opening balances, which no bank has sent, and accounts that are frozen, closed or opened. */
  async sign(): Promise<void> {
    await this.rows(
      `insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, payment_id)
       select p.payee, 'open', 'a test', 'opening balance', p.ended_at, p.id from tuma.payments p
        where p.type = 'funding' and p.channel = 'system' and p.state = 'completed' on conflict do nothing`,
    );
    await this.rows(
      `insert into tuma.operator_actions (account_id, action, made_by, reason, made_at)
       select a.id, case a.status when 'active' then 'reopen' when 'frozen' then 'freeze' else 'close' end::tuma.operator_action,
              'a test', 'by hand', now()
         from tuma.accounts a join tuma.audit_25_status_follows_the_last_act v on v.subject = 'account ' || a.id`,
    );
  }

  /**
   * As if no time had passed: nothing is late only because a test has no queue and no timer, and nothing is early that a test's
   * own clock has reached.
   */
  async audit(): Promise<Violation[]> {
    await this.sign();
    const found = await this.operations.audit(exampleTime);
    return found.filter(isNoShortcut);
  }
}

/**
 * Tests make tills and accounts of the house out of wallets, which the audit names: an account of another kind is somebody's. And
 * they audit at a time that their clock has left behind, so that days of theirs seem to run ahead.
 */
export function isNoShortcut({ invariant }: Violation): boolean {
  return !/^(26 |8 no day runs ahead)/.test(invariant);
}

/** Calls what the customers' doors lead to, behind the doors. */
function byTheHouse(sql: Sql): Sql {
  return (text, params) =>
    sql(text.replace(/\btuma\.(reserve|settle)\(/, 'tuma.$1_payments('), params);
}

function through(pool: pg.Pool): Sql {
  return async <Row>(text: string, params: readonly unknown[]) =>
    (await pool.query(text, [...params])).rows as Row[];
}
