/** Runs the TPC-B transaction of pgbench, statement by statement, over the driver with prepared statements. */
import { randomInt } from 'node:crypto';
import pg from 'pg';
import { type Load, load } from './load.ts';

const accountsPerBranch = 100_000;
const tellersPerBranch = 10;

/** Makes the tables as `pgbench -i` does. The returned function runs the transaction with a number of clients. */
export async function scriptedTpcb(url: string, scale: number) {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query(tables(scale));
  await owner.query('vacuum analyze');
  await owner.end();

  return async (clients: number, seconds: number): Promise<Load> => {
    const connections = Array.from(
      { length: clients },
      () => new pg.Client({ connectionString: url }),
    );
    try {
      await Promise.all(connections.map((connection) => connection.connect()));
      return await load(clients, seconds, (caller) =>
        transaction(connections[caller] as pg.Client, scale),
      );
    } finally {
      await Promise.all(connections.map((connection) => connection.end()));
    }
  };
}

async function transaction(client: pg.Client, scale: number): Promise<void> {
  const account = randomInt(1, accountsPerBranch * scale + 1);
  const teller = randomInt(1, tellersPerBranch * scale + 1);
  const branch = randomInt(1, scale + 1);
  const delta = randomInt(-5000, 5001);
  await client.query('begin');
  await client.query({ name: 'account', text: updateOf('account'), values: [delta, account] });
  await client.query({
    ...{ name: 'read', text: 'select abalance from pgbench_accounts where aid = $1' },
    values: [account],
  });
  await client.query({ name: 'teller', text: updateOf('teller'), values: [delta, teller] });
  await client.query({ name: 'branch', text: updateOf('branch'), values: [delta, branch] });
  await client.query({
    name: 'history',
    text: `insert into pgbench_history (tid, bid, aid, delta, mtime)
           values ($1, $2, $3, $4, current_timestamp)`,
    values: [teller, branch, account, delta],
  });
  await client.query('end');
}

function updateOf(what: 'account' | 'teller' | 'branch'): string {
  const [table, letter] = {
    account: ['accounts', 'a'],
    teller: ['tellers', 't'],
    branch: ['branches', 'b'],
  }[what];
  return `update pgbench_${table} set ${letter}balance = ${letter}balance + $1 where ${letter}id = $2`;
}

function tables(scale: number): string {
  return `
  create table pgbench_branches (bid int primary key, bbalance int, filler char(88)) with (fillfactor = 100);
  create table pgbench_tellers (tid int primary key, bid int, tbalance int, filler char(84));
  create table pgbench_accounts (aid int primary key, bid int, abalance int, filler char(84));
  create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
  insert into pgbench_branches select i, 0 from generate_series(1, ${scale}) i;
  insert into pgbench_tellers
  select i, (i - 1) / ${tellersPerBranch} + 1, 0 from generate_series(1, ${tellersPerBranch * scale}) i;
  insert into pgbench_accounts
  select i, (i - 1) / ${accountsPerBranch} + 1, 0, '' from generate_series(1, ${accountsPerBranch * scale}) i`;
}
