/** Executes the statements of a Neon request, over bounded pools of PostgreSQL connections. */
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

/** No connection was free in time, so nothing was executed. */
export class NoConnection extends Error {}

const ISOLATION: Record<string, string> = {
  ReadUncommitted: 'read uncommitted',
  ReadCommitted: 'read committed',
  RepeatableRead: 'repeatable read',
  Serializable: 'serializable',
};

const TEXT = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;
/** A connection prepares this many distinct statements, and parses further ones each time. */
const PREPARED = 500;
/** This many connection strings have a pool at the same time. */
const POOLS = 100;

export interface PoolLimits {
  /** Connections per connection string. */
  connections: number;
  /** A request waits this long for a connection (milliseconds). */
  waitMs: number;
}

export function createSql(limits: PoolLimits) {
  const pools = createPools(limits);
  const nameOf = statementNames();
  return {
    async execute(
      connectionString: string,
      statements: Statement[],
      transaction?: Transaction,
    ): Promise<StatementResult[]> {
      const pool = pools.of(connectionString);
      try {
        return await executeOnce(pool, statements, transaction, nameOf);
      } catch (error) {
        // Neon has no named statements. Their price is that a plan may outlive the shape of its result; PostgreSQL finds that
        // before it executes anything, so the request may begin again without names.
        if (!(error instanceof pg.DatabaseError && error.routine === 'RevalidateCachedQuery')) {
          throw error;
        }
        return executeOnce(pool, statements, transaction, () => undefined);
      }
    },
    close: pools.close,
  };
}

function createPools({ connections, waitMs }: PoolLimits) {
  const pools = new Map<string, pg.Pool>();
  return {
    /** The pool of this connection string. Beyond POOLS of them the oldest is closed. */
    of(connectionString: string): pg.Pool {
      const open = pools.get(connectionString);
      if (open) return open;
      const pool = new pg.Pool({
        connectionString,
        max: connections,
        connectionTimeoutMillis: waitMs,
        idleTimeoutMillis: 10_000,
      });
      // The statement that a lost connection hits reports it. Where there is none, the pool forgets the connection.
      pool.on('error', () => {});
      pool.on('connect', (client) => client.on('error', () => {}));
      pools.set(connectionString, pool);
      const [oldest] = pools;
      if (pools.size > POOLS && oldest) {
        pools.delete(oldest[0]);
        void oldest[1].end();
      }
      return pool;
    },
    /** Ends every connection without waiting for the statements on them. */
    async close(): Promise<void> {
      const ending = [...pools.values()].map((pool) => {
        // pg-pool waits for clients in use, and their callers may hang; destroying the sockets ends both.
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

type NameOf = (text: string) => string | undefined;

/** Gives each text a lasting name, so that every connection parses and plans it once. Undefined beyond PREPARED of them. */
function statementNames(): NameOf {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= PREPARED) return known;
    const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
    names.set(text, name);
    return name;
  };
}

async function executeOnce(
  pool: pg.Pool,
  statements: Statement[],
  transaction: Transaction | undefined,
  nameOf: NameOf,
): Promise<StatementResult[]> {
  const client = await connect(pool);
  let broken = true;
  try {
    const results: StatementResult[] = [];
    if (transaction) await client.query(begin(transaction));
    for (const statement of statements) {
      results.push(await executeStatement(client, statement, nameOf(statement.query)));
    }
    if (transaction) await client.query('commit');
    // A transaction that a statement left open (`begin`) must not reach the next request.
    broken = client.getTransactionStatus() !== 'I';
    return results;
  } catch (error) {
    // After a statement's own failure the connection is sound, once the transaction is ended.
    broken = !(error instanceof pg.DatabaseError) || error.severity !== 'ERROR';
    if (!broken && transaction) await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release(broken);
  }
}

async function executeStatement(
  client: pg.PoolClient,
  { query: text, params = [] }: Statement,
  name: string | undefined,
): Promise<StatementResult> {
  const { fields, rows, command, rowCount } = await client.query({
    ...(name === undefined ? {} : { name }),
    text,
    values: params,
    types: TEXT,
    rowMode: 'array',
    // Neon prepares every statement, so it refuses several in one text, with or without parameters.
    queryMode: 'extended',
  } as pg.QueryArrayConfig);
  return { fields, rows, command, rowCount, rowAsArray: true };
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string };
    // A wrong password or database is the caller's error. With any other, the database cannot be reached.
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
