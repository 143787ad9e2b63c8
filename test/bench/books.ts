/** What the database itself says of a measurement: money, bytes and updates. */
import pg from 'pg';

/** Running totals of one database; the difference of two readings is a measurement's. */
export interface Reading {
  readonly completed: number;
  readonly open: number;
  /** Of the whole cluster, in bytes. */
  readonly wal: number;
  /** Tables and indexes that a payment adds rows to, in bytes. */
  readonly stored: number;
}

export interface Updates {
  readonly table: string;
  readonly updates: number;
  /** Of which stayed on their page and touched no index. */
  readonly hot: number;
}

export interface Books {
  read(): Promise<Reading>;
  updates(): Promise<Updates[]>;
  /** How many rows the audit of the books has. */
  violations(): Promise<number>;
  /** The database owner's connection. */
  readonly owner: pg.Client;
  close(): Promise<void>;
}

/** `asOf`: nobody rings for receipts here, so the audit is asked as of a time when none could be late. */
export async function openBooks(url: string, asOf?: Date): Promise<Books> {
  const owner = new pg.Client({ connectionString: url });
  // A lost connection is reported by the statement that it hits.
  owner.on('error', () => {});
  await owner.connect();
  return {
    owner,
    async read() {
      const { rows } = await owner.query(`
        select (select count(*) filter (where state = 'completed') from tuma.payments) completed,
               (select count(*) filter (where state = 'reserved') from tuma.payments) open,
               pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') wal,
               (select sum(pg_total_relation_size(c))
                  from unnest(array['tuma.payments', 'tuma.entries', 'tuma.agenda',
                                    'tuma.receipts']::regclass[]) c) stored`);
      const [{ completed, open, wal, stored }] = rows as [Record<keyof Reading, string>];
      return {
        completed: Number(completed),
        open: Number(open),
        wal: Number(wal),
        stored: Number(stored),
      };
    },
    async updates() {
      const { rows } = await owner.query(
        `select relname "table", n_tup_upd updates, n_tup_hot_upd hot from pg_stat_user_tables
          where schemaname = 'tuma' and relname in ('accounts', 'payments') order by 1`,
      );
      return rows.map(({ table, updates, hot }) => ({
        ...{ table, updates: Number(updates), hot: Number(hot) },
      }));
    },
    async violations() {
      const { rowCount } = await owner.query('select from tuma.audit(coalesce($1, now()))', [asOf]);
      return rowCount ?? 0;
    },
    close: () => owner.end(),
  };
}
