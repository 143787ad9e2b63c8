/** Measures pgledger (github.com/pgr0ss/pgledger) by the functions that its users call, over a connection for each caller. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { type Load, load } from '../measuring/load.ts';
import { below } from '../measuring/payments.ts';
import { connections } from './connections.ts';

export interface Pgledger {
  /** Makes transfers among all accounts, or from any of them to one. */
  run(clients: number, seconds: number, to: 'spread' | 'hot'): Promise<Load>;
  /** Reports each difference between its books and its answers. */
  complaints(): Promise<string[]>;
  close(): Promise<void>;
}

const accounts = 100_000;

/** Prepares its database. `file` is its pgledger.sql; a function in vendor/ beside it writes its ids as ULIDs. */
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
  let confirmed = 0;

  return {
    run: (clients, seconds, to) =>
      connections(url, clients, (query) =>
        load(clients, seconds, async (caller) => {
          let [from, payee] = [one(), to === 'hot' ? ids[0] : one()];
          while (from === payee) from = one();
          const made = await query(caller, transfer, [from, payee, 1 + below(1_000)]);
          confirmed += made.length;
        }),
      ),
    async complaints() {
      const held = await owner.query(
        `select (select count(*) from pgledger_transfers_view) transfers,
                (select sum(balance) from pgledger_accounts_view) balance`,
      );
      const [{ transfers, balance }] = held.rows as [{ transfers: string; balance: string }];
      if (Number(transfers) === confirmed && Number(balance) === 0) return [];
      return [
        `pgledger: told of ${confirmed} transfers; it holds ${transfers}, and ${balance} in all`,
      ];
    },
    close: () => owner.end(),
  };
}

const transfer = 'select id from pgledger_create_transfer($1, $2, $3)';

/** Makes ids where vendor/ is absent. They are quicker to make than ULIDs, so pgledger loses nothing by it. */
const plainIds = `
  create function uuid_to_ulid(id uuid) returns text
  language sql immutable as $$ select encode(uuid_send(id), 'hex') $$`;
