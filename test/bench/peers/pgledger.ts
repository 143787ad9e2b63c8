/** pgledger (github.com/pgr0ss/pgledger), by the functions that its users call, over connections of their own. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { type Load, load } from '../load.ts';
import { below } from '../payments.ts';
import { connections } from './connections.ts';

export interface Pgledger {
  /** Transfers among all accounts, or from any of them to one. */
  run(clients: number, seconds: number, to: 'spread' | 'hot'): Promise<Load>;
  /** What is wrong with its books: told one thing and holding another. */
  complaints(): Promise<string[]>;
  close(): Promise<void>;
}

const accounts = 100_000;

/** `file` is its pgledger.sql. Its ids are written as ULIDs by a function that lies beside it, in vendor/. */
export async function openPgledger(url: string, file: string): Promise<Pgledger> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  const ulid = join(dirname(file), 'vendor/scoville-pgsql-ulid/uuid-to-ulid.sql');
  await owner.query(await readFile(ulid, 'utf8').catch(() => plainIds));
  await owner.query(await readFile(file, 'utf8'));
  const { rows } = await owner.query<{ id: string }>(
    `select a.id from generate_series(1, $1::integer) n,
            lateral pgledger_create_account('account ' || n, 'KES') a`,
    [accounts],
  );
  await owner.query('vacuum analyze');
  const ids = rows.map(({ id }) => id);
  const one = () => ids[below(ids.length)];
  let told = 0;

  return {
    run: (clients, seconds, to) =>
      connections(url, clients, (query) =>
        load(clients, seconds, async (caller) => {
          let [from, payee] = [one(), to === 'hot' ? ids[0] : one()];
          while (from === payee) from = one();
          const made = await query(caller, transfer, [from, payee, 1 + below(1_000)]);
          told += made.length;
        }),
      ),
    async complaints() {
      const held = await owner.query(
        `select (select count(*) from pgledger_transfers_view) transfers,
                (select sum(balance) from pgledger_accounts_view) balance`,
      );
      const [{ transfers, balance }] = held.rows as [{ transfers: string; balance: string }];
      if (Number(transfers) === told && Number(balance) === 0) return [];
      return [`pgledger: told of ${told} transfers; it holds ${transfers}, and ${balance} in all`];
    },
    close: () => owner.end(),
  };
}

const transfer = 'select id from pgledger_create_transfer($1, $2, $3)';

/** Where the file lies alone: ids that are quicker to make than ULIDs, so that it loses nothing by it. */
const plainIds = `
  create function uuid_to_ulid(id uuid) returns text
  language sql immutable as $$ select encode(uuid_send(id), 'hex') $$`;
