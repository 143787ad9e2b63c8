/** Reads from the books how the payments of a measurement ended, and how large the tables are. */
import pg from 'pg';

/** Running totals of one database. The difference of two readings belongs to the measurement between them. */
export interface Reading {
  readonly completed: number;
  readonly rejected: number;
  readonly open: number;
}

export interface Books {
  read(): Promise<Reading>;
  /** The size of all tables and their indexes, in bytes. */
  size(): Promise<number>;
  /** How many violations the audit of the books finds. */
  violations(): Promise<number>;
  /** A connection as the database's owner. */
  readonly owner: pg.Client;
  close(): Promise<void>;
}

/** No receipts are sent here, so the audit runs as of `asOf`, a time at which none can be late. */
export async function openBooks(url: string, asOf?: Date): Promise<Books> {
  const owner = new pg.Client({ connectionString: url });
  // The statement that a lost connection hits reports it.
  owner.on('error', () => {});
  await owner.connect();
  // The audit of millions of entries sorts all of them. Measurements run on other connections, so this changes none.
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

/** Audits the books after a part of the benchmark. */
export async function auditClean(part: string, books: Books, complaints: string[]): Promise<void> {
  const violations = await books.violations();
  if (violations > 0) complaints.push(`${part}: the audit has ${violations} rows`);
}
