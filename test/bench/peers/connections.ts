/** Opens a connection for each caller while some work runs. Each statement is prepared once on it. */
import pg from 'pg';

export type Query = (
  caller: number,
  text: string,
  values: readonly unknown[],
) => Promise<readonly object[]>;

export async function connections<Result>(
  url: string,
  count: number,
  work: (query: Query) => Promise<Result>,
): Promise<Result> {
  const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: url }));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    return await work(async (caller, text, values) => {
      const client = clients[caller] as pg.Client;
      return (await client.query({ name: 'the one', text, values: [...values] })).rows;
    });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
