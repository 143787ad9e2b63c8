/** The whole road: HTTP, the Worker, the payer's Partition and Postgres, beside TPC-B on the same cores. */
import { Agent } from 'node:http';
import type { PaymentRequest } from '../../core/payment.ts';
import { numbers, openAccounts } from './accounts.ts';
import type { Bench } from './bench.ts';
import { auditClean, openBooks } from './books.ts';
import { type Load, load } from './load.ts';
import { type Measurement, watch } from './measurement.ts';
import { openLoop } from './open-loop.ts';
import { count, type Pay, requests, type Told } from './payments.ts';
import { post } from './phone.ts';
import { usedBy, usedHere } from './processor-time.ts';
import { asked } from './road/wire.ts';
import { measureTpcb } from './tpcb.ts';
import { inTurns, middle, ratio, type Spread } from './turns.ts';

export interface RoadResult {
  readonly tpcb: Measurement;
  readonly road: Measurement;
  readonly toTpcb: Spread;
  readonly callers: number;
  /** Milliseconds of the processor for a payment, by who used it; absent without /proc. */
  readonly used?: Used;
  /** Waits when payments come on a schedule, by how many were to come in a second. */
  readonly offered: readonly (Load & { readonly share: number; readonly offered: number })[];
}

export interface Used {
  readonly postgres: number;
  readonly endpoint: number;
  /** The Worker and its objects. */
  readonly runtime: number;
  readonly generator: number;
}

const accounts = 100_000;
/** The best of these is taken. */
const callerCounts = [64, 128, 256, 512];
/** Of the most that the road took in turns beside TPC-B. */
const shares = [0.25, 0.5, 0.75, 0.9];
const connections = 1_024;

export async function measureRoad(bench: Bench): Promise<RoadResult> {
  const { stand, seconds, complaints, say } = bench;
  const { owner, app } = await stand.database('road');
  const books = await openBooks(owner, new Date());
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  try {
    say('opening accounts, starting the runtime');
    const people = await openAccounts(books.owner, numbers(accounts));
    const started = await stand.startRoad(app);
    const pay = payer(agent, started.ready.url, requests(people));
    const run = async (name: string, work: (pay: Pay) => Promise<Load>) => {
      say(name);
      const { ended, result } = await watch({ name }, books, complaints, (told) => work(pay(told)));
      return { name, ...result, ended };
    };
    const closed = (callers: number, time: number) =>
      run(`whole road, ${callers} callers`, (one) => load(callers, time, one));

    await closed(64, seconds / 3);
    const callers = await bestOf(callerCounts, (many) => closed(many, seconds / 3));
    const tpcb = await bench.tpcb();
    const turns = await inTurns({
      tpcb: () => measureTpcb(tpcb, bench),
      road: () => closed(callers, seconds),
    });
    const road = middle(turns.road);
    const arriving = (rate: number) =>
      run(`whole road, ${Math.round(rate)} payments arriving a second`, (one) =>
        openLoop(rate, seconds / 2, one),
      );
    const offered = await inTurns(
      Object.fromEntries(
        shares.map((share) => [`${share}`, () => arriving(share * road.perSecond)]),
      ),
    );
    const used = await usedIn({ ...stand.pids, runtime: started.pid }, () =>
      closed(callers, seconds),
    );
    await started.close();

    say('auditing the books');
    await auditClean('road', books, complaints);
    const rates = (of: readonly Measurement[]) => of.map(({ perSecond }) => perSecond);
    return {
      ...{ tpcb: middle(turns.tpcb), road, callers },
      toTpcb: ratio(rates(turns.road), rates(turns.tpcb)),
      ...(used && { used }),
      offered: shares.map((share) => {
        const { perSecond, p50, p99 = Number.NaN } = middle(offered[`${share}`] ?? []);
        return { share, offered: share * road.perSecond, perSecond, p50, p99 };
      }),
    };
  } finally {
    agent.destroy();
    await books.close();
  }
}

type Pids = Readonly<Record<Exclude<keyof Used, 'generator'>, number>>;

/** By each process, for each payment that ended. */
async function usedIn(
  pids: Pids,
  work: () => Promise<{ ended: number }>,
): Promise<Used | undefined> {
  const times = async () => ({
    postgres: (await usedBy(pids.postgres)) ?? Number.NaN,
    endpoint: (await usedBy(pids.endpoint)) ?? Number.NaN,
    runtime: (await usedBy(pids.runtime)) ?? Number.NaN,
    generator: usedHere(),
  });
  const before = await times();
  const { ended } = await work();
  const after = await times();
  const each = (of: keyof Used) => (after[of] - before[of]) / ended;
  const used = {
    ...{ postgres: each('postgres'), endpoint: each('endpoint') },
    ...{ runtime: each('runtime'), generator: each('generator') },
  };
  return Number.isNaN(used.postgres) ? undefined : used;
}

/** A caller's payment over HTTP. An answer that is no outcome is kept as one. */
function payer(agent: Agent, url: string, next: () => PaymentRequest) {
  return (told: Told): Pay =>
    async () => {
      const answer = await post(agent, url, asked(next())).catch(() => '');
      const outcome = answer.startsWith('{') ? JSON.parse(answer) : { state: 'unanswered' };
      count(told, outcome.state, outcome.refusal);
    };
}

async function bestOf(counts: readonly number[], run: (count: number) => Promise<Load>) {
  let best = { count: 0, perSecond: 0 };
  for (const count of counts) {
    const { perSecond } = await run(count);
    if (perSecond > best.perSecond) best = { count, perSecond };
  }
  return best.count;
}
