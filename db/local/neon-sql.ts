/**
 * Executes what a Neon request asks, over bounded pools of PostgreSQL connections.
 */
import { createHash } from 'node:crypto';
import pg from 'pg';

export interface Statement {
  query: string;
  params?: unknown[];
}

export interface Transaction {
  isolation?: string | undefined;
  readOnly: boolean;
  deferrable: boolean;
}

/** Neon's result of one statement. Values are PostgreSQL's text, or null. */
export interface StatementResult {
  fields: unknown[];
  rows: unknown[];
  command: string;
  rowCount: number | null;
  rowAsArray: boolean;
}

/** No connection could be had: nothing was executed. */
export class NoConnection extends Error {}

const ISOLATION: Record<string, string> = {
  ReadUncommitted: 'read uncommitted',
  ReadCommitted: 'read committed',
  RepeatableRead: 'repeatable read',
  Serializable: 'serializable',
};

const TEXT = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;
/** Distinct statements prepared per connection; what comes after is parsed each time. */
const PREPARED = 500;
const POOLS = 100;

export interface PoolLimits {
  /** Connections per connection string. */
  connections: number;
  /** How long a request waits for one. */
  waitMs: number;
}

export function createSql({ connections, waitMs }: PoolLimits) {
  const pools = new Map<string, pg.Pool>();
  const names = new Map<string, string>();

  function poolOf(connectionString: string): pg.Pool {
    const known = pools.get(connectionString);
    if (known) return known;
    const pool = new pg.Pool({
      connectionString,
      max: connections,
      connectionTimeoutMillis: waitMs,
      idleTimeoutMillis: 10_000,
    });
    // A lost connection is reported by the statement it hits; without one, the pool forgets it.
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    pools.set(connectionString, pool);
    const [oldest] = pools;
    if (pools.size > POOLS && oldest) {
      pools.delete(oldest[0]);
      void oldest[1].end();
    }
    return pool;
  }

  /** A statement keeps its name, so that each connection parses and plans it once. */
  function nameOf(text: string): string | undefined {
    const known = names.get(text);
    if (known !== undefined || names.size >= PREPARED) return known;
    const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
    names.set(text, name);
    return name;
  }

  async function once(
    connectionString: string,
    statements: Statement[],
    transaction: Transaction | undefined,
    named: boolean,
  ): Promise<StatementResult[]> {
    const client = await connect(poolOf(connectionString));
    const execute = async ({ query: text, params = [] }: Statement): Promise<StatementResult> => {
      const name = named ? nameOf(text) : undefined;
      const { fields, rows, command, rowCount } = await client.query({
        ...(name === undefined ? {} : { name }),
        text,
        values: params,
        types: TEXT,
        rowMode: 'array',
        // Neon prepares every statement, so several in one text are refused, with or without parameters.
        queryMode: 'extended',
      } as pg.QueryArrayConfig);
      return { fields, rows, command, rowCount, rowAsArray: true };
    };
    let broken = true;
    try {
      const results: StatementResult[] = [];
      if (transaction) await client.query(begin(transaction));
      for (const statement of statements) results.push(await execute(statement));
      if (transaction) await client.query('commit');
      // What a statement left open (`begin`) must not be met by the next request.
      broken = client.getTransactionStatus() !== 'I';
      return results;
    } catch (error) {
      // A statement's own failure leaves the connection sound, once the transaction is ended.
      broken = !(error instanceof pg.DatabaseError) || error.severity !== 'ERROR';
      if (!broken && transaction) await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      client.release(broken);
    }
  }

  return {
    async execute(
      connectionString: string,
      statements: Statement[],
      transaction?: Transaction,
    ): Promise<StatementResult[]> {
      try {
        return await once(connectionString, statements, transaction, true);
      } catch (error) {
        // The price of names, which Neon does not have: a plan may outlive the shape of its result.
        // Found before execution, so the request may begin again.
        if (!(error instanceof pg.DatabaseError && error.routine === 'RevalidateCachedQuery')) {
          throw error;
        }
        return once(connectionString, statements, transaction, false);
      }
    },
    /** Ends every connection without waiting for the statements on them. */
    async close(): Promise<void> {
      const ending = [...pools.values()].map((pool) => {
        // pg-pool waits for clients in use, and their callers may hang; their sockets do not.
        const clients = (pool as unknown as { _clients: pg.PoolClient[] })._clients;
        for (const client of clients) {
          (client as unknown as { connection: pg.Connection }).connection.stream.destroy();
        }
        return pool.end();
      });
      pools.clear();
      await Promise.all(ending);
    },
  };
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string };
    // A wrong password or database is the caller's error. Anything else is a database not to be had.
    if (cause instanceof pg.DatabaseError && /^(28|3D)/.test(code ?? '')) throw cause;
    throw new NoConnection(message, { cause });
  }
}

function begin({ isolation, readOnly, deferrable }: Transaction): string {
  const level = isolation === undefined ? undefined : ISOLATION[isolation];
  if (isolation !== undefined && level === undefined) throw new Error('invalid isolation level');
  const modes = [
    level && `isolation level ${level}`,
    readOnly && 'read only',
    deferrable && 'deferrable',
  ];
  return `begin ${modes.filter(Boolean).join(', ')}`;
}
