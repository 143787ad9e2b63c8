/** Measures `batch_transfers` of SoftwareMill's TigerBeetle benchmark (github.com/softwaremill/tb-perf): bare transfers. */
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { type Load, load } from '../measuring/load.ts';
import { below } from '../measuring/payments.ts';
import { connections } from './connections.ts';

export interface BatchTransfers {
  /** Each connection sends a batch and awaits it. `perSecond` counts transfers; waiting times are those of batches. */
  run(clients: number, batch: number, seconds: number): Promise<Load>;
  /** Reports each difference between its books and its answers. */
  complaints(): Promise<string[]>;
  close(): Promise<void>;
}

const accounts = 100_000;
const opening = 1_000_000;
/** Its answer for a transfer that was made. */
const success = 0;

/** Prepares its database. `file` is its init-postgresql.sql. */
export async function openBatchTransfers(url: string, file: string): Promise<BatchTransfers> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query(await readFile(file, 'utf8'));
  await owner.query(
    'insert into accounts (id, balance) select n, $2 from generate_series(1, $1) n',
    [accounts, opening],
  );
  await owner.query('vacuum analyze');
  let confirmed = 0;

  return {
    run: (clients, batch, seconds) =>
      connections(url, clients, async (query) => {
        let [made, missed] = [0, 0];
        const { perSecond, ...waits } = await load(clients, seconds, async (caller) => {
          const [row] = await query(caller, transfers, transfersOf(batch));
          const codes = (row as { codes: number[] }).codes;
          const done = codes.filter((code) => code === success).length;
          made += done;
          missed += codes.length - done;
        });
        confirmed += made;
        return { ...waits, perSecond: perSecond * batch * (made / (made + missed)) };
      }),
    async complaints() {
      const held = await owner.query(
        'select (select count(*) from transfers) transfers, (select sum(balance) from accounts) total',
      );
      const [{ transfers: kept, total }] = held.rows as [{ transfers: string; total: string }];
      if (Number(kept) === confirmed && Number(total) === accounts * opening) return [];
      return [
        `batch_transfers: told of ${confirmed} transfers; it holds ${kept}, and ${total} in all`,
      ];
    },
    close: () => owner.end(),
  };
}

const transfers = 'select batch_transfers($1, $2, $3) codes';

function transfersOf(batch: number) {
  const [sources, destinations, amounts]: [number[], number[], number[]] = [[], [], []];
  while (sources.length < batch) {
    const [source, destination] = [1 + below(accounts), 1 + below(accounts)];
    if (source === destination) continue;
    sources.push(source);
    destinations.push(destination);
    amounts.push(1 + below(1_000));
  }
  return [sources, destinations, amounts];
}
