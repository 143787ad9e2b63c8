/** The Neon driver as "one statement, one round trip": HTTP, no session, no interactive transaction. */
import { type NeonQueryFunction, neon, neonConfig } from '@neondatabase/serverless';

/** Runs one statement and returns its rows. It is safe to call again with the same ids: see DatabaseError. */
export type Sql = <Row>(text: string, params: readonly unknown[]) => Promise<Row[]>;

/**
 * A failed statement, without the connection string that the driver may mention. With a `sqlstate` the server refused the
 * statement and nothing of it happened. Without one nothing is known: it may have been committed.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly sqlstate: string | undefined;

  constructor(message: string, sqlstate?: string) {
    super(message);
    this.sqlstate = sqlstate;
  }
}

export interface Database {
  readonly url: string;
  /** The address that statements are posted to; by default Neon's own, worked out from the url. */
  readonly endpoint?: string | undefined;
  /** The most that one try may take, in milliseconds. */
  readonly tryFor?: number;
}

/** A statement that met another's lock is tried again after this many milliseconds, give or take half. */
const pauses = [20, 60, 180];

/** SQLSTATEs whose reason passes: deadlock, serialization failure, lock not available, two inserts of one key that met. */
const passing = new Set(['40P01', '40001', '55P03', '23505']);

/**
 * A refused statement is repeated only where the reason passes; an unknown one is repeated at once, because every
 * function answers from what it already did. After four tries in all the last error is thrown.
 */
export function connect({ url, endpoint, tryFor = 2_000 }: Database): Sql {
  if (endpoint) neonConfig.fetchEndpoint = endpoint;
  const query = neon(url);

  return async <Row>(text: string, params: readonly unknown[]) => {
    for (const pause of [...pauses, undefined]) {
      try {
        return await once<Row>(query, text, params, tryFor);
      } catch (error) {
        const failure = databaseError(error);
        const again = failure.sqlstate === undefined || passing.has(failure.sqlstate);
        if (!again || pause === undefined) throw failure;
        await wait(pause * (0.5 + Math.random()));
      }
    }
    throw new DatabaseError('unreachable');
  };
}

async function once<Row>(
  query: NeonQueryFunction<false, false>,
  text: string,
  params: readonly unknown[],
  tryFor: number,
): Promise<Row[]> {
  const signal = AbortSignal.timeout(tryFor);
  return (await query.query(text, [...params], { fetchOptions: { signal } })) as Row[];
}

function databaseError(error: unknown): DatabaseError {
  // FATAL means that the connection ended, perhaps after a commit: that is not an answer.
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  if (typeof code === 'string' && severity === 'ERROR') {
    return new DatabaseError(`refused by the database (${code})`, code);
  }
  return new DatabaseError('no answer from the database');
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
