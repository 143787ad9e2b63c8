/** The whole road: HTTP, the Worker, the payer's Partition and Postgres, beside TPC-B on the same cores. */
import type { PaymentRequest } from '../../core/payments/request.ts';
import { numbers, openAccounts } from './accounts.ts';
import type { Bench } from './bench.ts';
import { auditClean, openBooks } from './books.ts';
import { type Load, load } from './load.ts';
import { type Measurement, watch } from './measurement.ts';
import { openLoop } from './open-loop.ts';
import { count, type Pay, requests, type Told } from './payments.ts';
import { usedBy, usedHere } from './processor-time.ts';
import { type Client, client } from './road/client.ts';
import { asked } from './road/wire.ts';
import { measureTpcb } from './tpcb.ts';
import { inTurns, middle, ratio, type Spread } from './turns.ts';

export interface RoadResult extends Setting {
  readonly tpcb: Measurement;
  readonly road: Measurement;
  readonly toTpcb: Spread;
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

interface Setting {
  readonly callers: number;
  /** Objects that share the payers. */
  readonly partitions: number;
}

const accounts = 100_000;
/** The best of these is taken. */
const settings: readonly Setting[] = [1, 2].flatMap((partitions) =>
  [128, 256, 512].map((callers) => ({ partitions, callers })),
);
/** Of the most that the road took in turns beside TPC-B. */
const shares = [0.25, 0.5, 0.75, 0.9];
const connections = 1_024;

export async function measureRoad(bench: Bench): Promise<RoadResult> {
  const { stand, seconds, complaints, say } = bench;
  const { owner, app } = await stand.database('road');
  const books = await openBooks(owner, new Date());
  say('opening accounts, starting the runtime');
  const people = await openAccounts(books.owner, numbers(accounts));
  const started = await stand.startRoad(app);
  const http = client(started.ready.url, connections);
  try {
    const run = async (
      name: string,
      { partitions }: Setting,
      work: (pay: Pay) => Promise<Load>,
    ) => {
      say(name);
      const { ended, result } = await watch({ name }, books, complaints, (told) =>
        work(payer(http, partitions, requests(people), told)),
      );
      return { name, ...result, ended };
    };
    const closed = (setting: Setting, time: number) =>
      run(nameOf(setting), setting, (pay) => load(setting.callers, time, pay));

    say('warming up');
    for (const setting of settings.filter(({ callers }) => callers === 128)) {
      await closed(setting, seconds / 3);
    }
    const setting = await bestOf((each) => closed(each, seconds / 3));
    const tpcb = await bench.tpcb();
    const turns = await inTurns({
      tpcb: () => measureTpcb(tpcb, bench),
      road: () => closed(setting, seconds),
    });
    const road = middle(turns.road);
    const arriving = (rate: number) => {
      const name = `whole road, ${Math.round(rate)} payments arriving a second`;
      return run(name, setting, (pay) => openLoop(rate, seconds / 2, pay));
    };
    const offered = await inTurns(
      Object.fromEntries(
        shares.map((share) => [`${share}`, () => arriving(share * road.perSecond)]),
      ),
    );
    const used = await usedIn({ ...stand.pids, runtime: started.pid }, () =>
      closed(setting, seconds),
    );

    say('auditing the books');
    await auditClean('road', books, complaints);
    const rates = (of: readonly Measurement[]) => of.map(({ perSecond }) => perSecond);
    return {
      ...{ tpcb: middle(turns.tpcb), road, ...setting },
      toTpcb: ratio(rates(turns.road), rates(turns.tpcb)),
      ...(used && { used }),
      offered: shares.map((share) => {
        const { perSecond, p50, p99 = Number.NaN } = middle(offered[`${share}`] ?? []);
        return { share, offered: share * road.perSecond, perSecond, p50, p99 };
      }),
    };
  } finally {
    http.close();
    await started.close();
    await books.close();
  }
}

function nameOf({ callers, partitions }: Setting): string {
  return `whole road, ${callers} callers, ${partitions === 1 ? 'one partition' : `${partitions} partitions`}`;
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
function payer(http: Client, partitions: number, next: () => PaymentRequest, told: Told): Pay {
  return async () => {
    const answer = await http.post(`/${partitions}`, asked(next())).catch(() => '');
    const outcome = answer.startsWith('{') ? JSON.parse(answer) : { state: 'unanswered' };
    count(told, outcome.state, outcome.refusal);
  };
}

async function bestOf(run: (setting: Setting) => Promise<Load>): Promise<Setting> {
  let [found, most] = [settings[0] as Setting, 0];
  for (const setting of settings) {
    const { perSecond } = await run(setting);
    if (perSecond > most) [found, most] = [setting, perSecond];
  }
  return found;
}
