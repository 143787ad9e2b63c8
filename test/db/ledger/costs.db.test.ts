/**
 * What a payment costs the database, in counts: they do not move with the machine's mood, so they are held here. Each is
 * measured after a first half that is not, on a connection of its own, whose bytes are told apart from everybody else's.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Sql } from '../../../db/driver/sql.ts';
import { ledger } from '../../../db/ledger/ledger.ts';
import { startPostgres } from '../../../db/local/postgres.ts';
import { APP_ROLE, migrate } from '../../../db/migrate.ts';
import { Books } from '../../support/books/books.ts';
import { completed, ksh, newId, payment } from '../../support/books/payments.ts';
import type { FreshDatabase } from '../../support/books/postgres.ts';
import { POSTGRES, temporaryFolder } from '../../support/folder.ts';

const together = 200;
const batches = 6;
const measured = together * batches;

let books: Books;
let client: pg.Client;
let statements = 0;
let accounts: string[];
beforeAll(async () => {
  books = await Books.open(undefined, await ownDatabase());
  client = new pg.Client({ connectionString: books.appUrl });
  await client.connect();
  accounts = await Promise.all(
    Array.from({ length: 2 * together }, () => books.account({ balance: 10_000_00n })),
  );
  await books.rows('vacuum analyze');
});
afterAll(async () => {
  await client.end();
  await books.close();
});

/** In a PostgreSQL of its own: what is open in any other database of a server keeps dead rows on their pages. */
async function ownDatabase(): Promise<FreshDatabase> {
  const folder = await temporaryFolder();
  const postgres = await startPostgres({
    dataDir: join(folder, POSTGRES),
    settings: { fsync: 'off', autovacuum: 'off' },
  });
  const app = { user: APP_ROLE, password: 'app' };
  const clockTolerance = '1000 years';
  await migrate(postgres.url('postgres'), {
    ...{ appPassword: app.password, market: 'KE', clockTolerance },
  });
  return {
    name: 'postgres',
    ownerUrl: postgres.url('postgres'),
    appUrl: postgres.url('postgres', app),
    booksUrl: postgres.url('postgres'),
    drop: async () => {
      await postgres.stop('immediate');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const sql: Sql = async <Row>(text: string, params: readonly unknown[]) => {
  statements += 1;
  return (await client.query(text, [...params])).rows as Row[];
};

interface Reading {
  readonly statements: number;
  readonly bytes: number;
  readonly tables: ReadonlyMap<string, Table>;
}

interface Table {
  readonly inserted: number;
  readonly updated: number;
  readonly hot: number;
  readonly indexes: number;
}

async function reading(): Promise<Reading> {
  await client.query('select pg_stat_force_next_flush()');
  const { rows } = await client.query<{ bytes: string }>(
    'select wal_bytes bytes from pg_stat_get_backend_wal(pg_backend_pid())',
  );
  const tables = await books.rows(
    `select relname "name", n_tup_ins::int inserted, n_tup_upd::int updated, n_tup_hot_upd::int hot,
            (select count(*)::int from pg_index i
               join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
              where i.indrelid = t.relid and m.amname <> 'brin') indexes
       from pg_stat_user_tables t where schemaname = 'tuma'`,
  );
  return {
    statements,
    bytes: Number(rows[0]?.bytes),
    tables: new Map(tables.map(({ name, ...table }) => [String(name), table as unknown as Table])),
  };
}

/** What `work` cost, without what it has to do with the first time. */
async function cost(work: () => Promise<unknown>): Promise<Costs> {
  for (let i = 0; i < batches; i += 1) await work();
  const before = await reading();
  for (let i = 0; i < batches; i += 1) await work();
  return new Costs(before, await reading());
}

class Costs {
  readonly #before: Reading;
  readonly #after: Reading;

  constructor(before: Reading, after: Reading) {
    this.#before = before;
    this.#after = after;
  }

  get statements(): number {
    return (this.#after.statements - this.#before.statements) / batches;
  }

  get bytes(): number {
    return (this.#after.bytes - this.#before.bytes) / measured;
  }

  /** For each payment. */
  per(what: 'inserted' | 'updated', table: string): number {
    return this.#of(what, table) / measured;
  }

  /** The share of a table's updates that stayed on their page and touched no index. */
  hot(table: string): number {
    return this.#of('hot', table) / this.#of('updated', table);
  }

  /** For new rows, into those with an entry for each; at most, since what a partial index passes over is counted. */
  get indexInsertions(): number {
    const sums = [...this.#after.tables].map(
      ([name, { indexes }]) => indexes * this.#of('inserted', name),
    );
    return sums.reduce((sum, one) => sum + one, 0) / measured;
  }

  #of(what: 'inserted' | 'updated' | 'hot', table: string): number {
    const [before, after] = [this.#before, this.#after].map(({ tables }) => tables.get(table));
    return (after?.[what] ?? 0) - (before?.[what] ?? 0);
  }
}

/** Reserved and completed, each by one statement for all. */
async function pays(requests: readonly PaymentRequest[]): Promise<void> {
  const books = ledger(sql, kenya, clock, 0);
  await Promise.all(requests.map((request) => books.reserve(request)));
  const ends = await Promise.all(requests.map((request) => books.settle(request, completed)));
  expect(ends.every(({ state }) => state === 'completed')).toBe(true);
}

const clock = { now: () => books.clock.now(), after: (ms: number) => books.clock.after(ms) };

function spread(payee: (i: number) => number): PaymentRequest[] {
  return Array.from({ length: together }, (_, i) =>
    payment({
      ...{ id: newId(), payer: accounts[i] ?? '', payee: accounts[payee(i)] ?? '' },
      ...{ amount: ksh(101_00n), fee: ksh(3_00n) },
    }),
  );
}

describe('two hundred payments of as many payers', () => {
  it.each([
    ['to as many payees', (i: number) => together + i, 3, 2_400],
    ['to one payee', () => together, 2, 2_000],
  ])('%s cost so many statements, rows and bytes', async (name, payee, updates, bytes) => {
    const costs = await cost(() => pays(spread(payee)));
    console.log(
      `a payment ${name}: ${costs.bytes.toFixed(0)} B, ${costs.indexInsertions.toFixed(2)} into indexes, ` +
        `HOT ${costs.hot('accounts').toFixed(3)} ${costs.hot('payments').toFixed(3)}`,
    );
    expect(costs.statements).toBe(2);
    expect(costs.per('inserted', 'payments')).toBe(1);
    expect(costs.per('inserted', 'entries')).toBe(3);
    expect(costs.per('inserted', 'payment_timers')).toBe(1 / together);
    expect(costs.per('inserted', 'receipts')).toBe(0);
    expect(costs.per('updated', 'payments')).toBe(1);
    // Held, ended, and paid; and the house's account of fees, once for all.
    expect(costs.per('updated', 'accounts')).toBeLessThanOrEqual(updates + 2 / together);
    // Each batch changes every row of their pages, so that no place has ever less room than here.
    expect(costs.hot('accounts')).toBeGreaterThan(0.8);
    expect(costs.hot('payments')).toBeGreaterThan(0.9);
    expect(costs.indexInsertions).toBeCloseTo(4, 1);
    expect(costs.bytes).toBeLessThan(bytes);
  });
});
