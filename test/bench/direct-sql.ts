/** The same statements without HTTP: an Sql over a pool of connections, to show what the driver's road costs. */
import pg from 'pg';
import type { Sql } from '../../db/sql.ts';

/** As many connections as the endpoint has. */
export function directSql(url: string): { readonly sql: Sql; close(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  pool.on('error', () => {});
  const names = new Map<string, string>();
  return {
    async sql<Row>(text: string, params: readonly unknown[]) {
      const name = names.get(text) ?? `statement_${names.size}`;
      names.set(text, name);
      return (await pool.query({ name, text, values: [...params] })).rows as Row[];
    },
    close: () => pool.end(),
  };
}
