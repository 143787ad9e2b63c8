/**
 * Measures other ledgers on PostgreSQL in turns with ours, on the same server, each in a database of its own. None of their
 * code is here: PGLEDGER_SQL and TBPERF_SQL are paths to their files.
 */

import type { Bench } from '../bench.ts';
import { numbers, openAccounts, openUnlimited } from '../measuring/accounts.ts';
import { auditClean, type Books, openBooks } from '../measuring/books.ts';
import { type DirectSql, directSql } from '../measuring/direct-sql.ts';
import type { Load } from '../measuring/load.ts';
import { type Measurement, measure } from '../measuring/measurement.ts';
import { requests, throughPipeline } from '../measuring/payments.ts';
import { inTurns, middle, ratio, type Spread } from '../measuring/turns.ts';
import { openBatchTransfers } from '../peers/batch-transfers.ts';
import { openPgledger } from '../peers/pgledger.ts';

/** Another ledger, and our trial of the same kind. */
export interface Peer {
  readonly theirs: Measurement;
  readonly ours: Measurement;
  readonly ratio: Spread;
}

/** Every other ledger, and the trial of ours that it is compared with. */
const peers = {
  pgledgerSpread: 'spread',
  pgledgerHot: 'hot',
  batchTransfers: 'spread',
  batchTransfersAtBest: 'spread',
} as const;

export type PeerName = keyof typeof peers;

/** The environment variables with the paths to their files. */
export const peerFiles: Readonly<Record<PeerName, string>> = {
  ...{ pgledgerSpread: 'PGLEDGER_SQL', pgledgerHot: 'PGLEDGER_SQL' },
  ...{ batchTransfers: 'TBPERF_SQL', batchTransfersAtBest: 'TBPERF_SQL' },
};

/** The ledgers whose file was given. */
export type PeersResult = Readonly<Partial<Record<PeerName, Peer>>>;

type Turn = () => Promise<Measurement>;

const accounts = 100_000;
const callers = 1_024;
/** The best of these is measured; for the ledger with batches, the best of both lists. */
const clientCounts = [4, 8, 16, 32];
/** On more connections its batches wait for each other's rows and end in deadlocks, each after a second. */
const batches = [
  ...[100, 300, 1_000].map((batch) => ({ batch, clients: 1 })),
  { batch: 100, clients: 2 },
];

export async function measurePeers(bench: Bench): Promise<PeersResult> {
  const { PGLEDGER_SQL: pgledgerFile, TBPERF_SQL: transfersFile } = process.env;
  if (!pgledgerFile && !transfersFile) return {};
  const { environment, complaints, say } = bench;
  const { owner, app } = await environment.database('beside_peers');
  const books = await openBooks(owner, new Date());
  const direct = directSql(app);
  const close = [() => direct.close(), () => books.close()];
  const held: (() => Promise<string[]>)[] = [];
  try {
    const ours = await ourTurns(bench, books, direct);
    const theirs: Partial<Record<PeerName, Turn>> = {};
    if (pgledgerFile) {
      const pgledger = await openPgledger(
        await environment.emptyDatabase('pgledger'),
        pgledgerFile,
      );
      close.push(pgledger.close);
      held.push(pgledger.complaints);
      for (const [kind, name] of [
        ['spread', 'pgledgerSpread'],
        ['hot', 'pgledgerHot'],
      ] as const) {
        theirs[name] = await best(bench, `pgledger, ${kind}`, clientCounts, (clients) => ({
          name: `${clients} clients`,
          run: (seconds) => pgledger.run(clients, seconds, kind),
        }));
      }
    }
    if (transfersFile) {
      const bare = await openBatchTransfers(
        await environment.emptyDatabase('tbperf'),
        transfersFile,
      );
      close.push(bare.close);
      held.push(bare.complaints);
      const setting = ({ clients, batch }: (typeof batches)[number]) => ({
        name: `batches of ${batch}, ${clients === 1 ? 'one connection' : `${clients} connections`}`,
        run: (seconds: number) => bare.run(clients, batch, seconds),
      });
      theirs.batchTransfers = await best(bench, 'batch_transfers', batches.slice(0, 1), setting);
      theirs.batchTransfersAtBest = await best(bench, 'batch_transfers', batches, setting);
    }

    const turns = await inTurns<string, Measurement>({ ...ours, ...theirs });
    say('auditing the books, ours and theirs');
    await auditClean('peers', books, complaints);
    for (const complain of held) complaints.push(...(await complain()));
    return compared(turns);
  } finally {
    for (const step of close) await step();
  }
}

async function ourTurns(bench: Bench, books: Books, { sql }: DirectSql) {
  const { seconds, complaints, say } = bench;
  say('opening accounts, ours and theirs');
  const people = await openAccounts(books.owner, numbers(accounts));
  const one = await openUnlimited(books.owner, numbers(1, accounts));
  const turn =
    (name: string, payees: typeof people): Turn =>
    () => {
      say(name);
      const next = requests(people, payees);
      const trial = { name, callers, sql, next, road: throughPipeline() };
      return measure(trial, seconds, books, complaints);
    };
  return {
    spread: turn('ours, spread accounts', people),
    hot: turn('ours, one payee for all', one),
  };
}

interface Setting {
  readonly name: string;
  readonly run: (seconds: number) => Promise<Load>;
}

/** Tries each setting for a third of a turn. The returned function measures with the quickest. */
async function best<Choice>(
  { seconds, say }: Bench,
  what: string,
  choices: readonly Choice[],
  setting: (choice: Choice) => Setting,
): Promise<Turn> {
  let [found, ...others] = choices.map(setting);
  let most = 0;
  for (const each of others.length > 0 ? choices.map(setting) : []) {
    say(`trying ${what}, ${each.name}`);
    const { perSecond } = await each.run(seconds / 3);
    if (perSecond > most) [found, most] = [each, perSecond];
  }
  const { name, run } = found ?? nothing();
  return async () => {
    say(`${what}, ${name}`);
    return { name: `${what}, ${name}`, ...(await run(seconds)) };
  };
}

function compared(turns: Readonly<Record<string, readonly Measurement[]>>): PeersResult {
  const rates = (of: readonly Measurement[]) => of.map(({ perSecond }) => perSecond);
  const result: Partial<Record<PeerName, Peer>> = {};
  for (const [name, kind] of Object.entries(peers) as [PeerName, 'spread' | 'hot'][]) {
    const [theirs, ours] = [turns[name], turns[kind]];
    if (!theirs || !ours) continue;
    result[name] = {
      ...{ theirs: middle(theirs), ours: middle(ours) },
      ratio: ratio(rates(ours), rates(theirs)),
    };
  }
  return result;
}

function nothing(): never {
  throw new RangeError('there is nothing to choose from');
}
