/** What the books say of a measurement: how payments ended, and how large everything is. */
import pg from 'pg';

/** Running totals of one database; the difference of two readings is a measurement's. */
export interface Reading {
  readonly completed: number;
  readonly rejected: number;
  readonly open: number;
}

export interface Books {
  read(): Promise<Reading>;
  /** All tables and their indexes, in bytes. */
  size(): Promise<number>;
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
  // The audit of millions of entries sorts them all; what is measured runs on other connections.
  await owner.query("set work_mem = '256MB'");
  return {
    owner,
    async read() {
      const { rows } = await owner.query(`
        select count(*) filter (where state = 'completed') completed,
               count(*) filter (where state = 'rejected') rejected,
               count(*) filter (where state = 'reserved') open
          from tuma.payments`);
      const [{ completed, rejected, open }] = rows as [Record<keyof Reading, string>];
      return { completed: Number(completed), rejected: Number(rejected), open: Number(open) };
    },
    async size() {
      const { rows } = await owner.query(`
        select sum(pg_total_relation_size(oid)) size from pg_class
         where relnamespace = 'tuma'::regnamespace and relkind = 'r'`);
      return Number(rows[0].size);
    },
    async violations() {
      const { rowCount } = await owner.query('select from tuma.audit(coalesce($1, now()))', [asOf]);
      return rowCount ?? 0;
    },
    close: () => owner.end(),
  };
}

/** The audit of the books after a part of the benchmark. */
export async function auditClean(part: string, books: Books, complaints: string[]): Promise<void> {
  const violations = await books.violations();
  if (violations > 0) complaints.push(`${part}: the audit has ${violations} rows`);
}
