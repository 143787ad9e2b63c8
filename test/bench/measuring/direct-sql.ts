/** Sends the same statements over PostgreSQL's own protocol, as pgbench does: an Sql over a pool of connections. */
import pg from 'pg';
import type { Sql } from '../../../db/driver/sql.ts';

export interface DirectSql {
  readonly sql: Sql;
  /** Makes every connection report its counts. By themselves they report at most once a second. */
  report(): Promise<void>;
  close(): Promise<void>;
}

/** Opens as many connections as the endpoint has by default. */
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
