/** The same statements over the database's own protocol, as pgbench talks: an Sql over a pool of connections. */
import pg from 'pg';
import type { Sql } from '../../db/driver/sql.ts';

export interface DirectSql {
  readonly sql: Sql;
  /** Has every connection report what it counted: they do so at most once a second by themselves. */
  report(): Promise<void>;
  close(): Promise<void>;
}

/** As many connections as the endpoint has, unless told otherwise. */
export function directSql(url: string, connections = 20): DirectSql {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  pool.on('error', () => {});
  const names = new Map<string, string>();
  return {
    async sql<Row>(text: string, params: readonly unknown[]) {
      const name = names.get(text) ?? `statement_${names.size}`;
      names.set(text, name);
      return (await pool.query({ name, text, values: [...params] })).rows as Row[];
    },
    async report() {
      const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
      await Promise.all(clients.map((client) => client.query('select pg_stat_force_next_flush()')));
      for (const client of clients) client.release();
    },
    close: () => pool.end(),
  };
}
