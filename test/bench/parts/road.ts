/** Measures the whole road, HTTP, the Worker, the payer's Partition and Postgres, in turns with TPC-B on the same cores. */
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Bench } from '../bench.ts';
import { numbers, openAccounts } from '../measuring/accounts.ts';
import { auditClean, openBooks } from '../measuring/books.ts';
import { type Load, load } from '../measuring/load.ts';
import { type Measurement, watch } from '../measuring/measurement.ts';
import { openLoop } from '../measuring/open-loop.ts';
import { type AnswerCounts, count, type Pay, requests } from '../measuring/payments.ts';
import { usedBy, usedHere } from '../measuring/processor-time.ts';
import { measureTpcb } from '../measuring/tpcb.ts';
import { inTurns, middle, ratio, type Spread } from '../measuring/turns.ts';
import { type Client, client } from '../road/client.ts';
import { requestToJson } from '../road/wire.ts';

export interface RoadResult extends Setting {
  readonly tpcb: Measurement;
  readonly road: Measurement;
  readonly toTpcb: Spread;
  /** Processor time of a payment by process, in milliseconds; absent without /proc. */
  readonly used?: Used;
  /** Waiting times when payments come on a schedule, by the scheduled rate (per second). */
  readonly offered: readonly (Load & { readonly share: number; readonly offered: number })[];
}

export interface Used {
  readonly postgres: number;
  readonly endpoint: number;
  /** The process of the Worker and its objects. */
  readonly runtime: number;
  readonly generator: number;
}

interface Setting {
  readonly callers: number;
  /** How many Partition objects share the payers. */
  readonly partitions: number;
}

const accounts = 100_000;
/** The best of these is measured. */
const settings: readonly Setting[] = [1, 2].flatMap((partitions) =>
  [128, 256, 512].map((callers) => ({ partitions, callers })),
);
/** Shares of the highest rate that the road reached in its turns. */
const shares = [0.25, 0.5, 0.75, 0.9];
const connections = 1_024;

export async function measureRoad(bench: Bench): Promise<RoadResult> {
  const { environment, seconds, complaints, say } = bench;
  const { owner, app } = await environment.database('road');
  const books = await openBooks(owner, new Date());
  say('opening accounts, starting the runtime');
  const people = await openAccounts(books.owner, numbers(accounts));
  const started = await environment.startRoad(app);
  const http = client(started.ready.url, connections);
  try {
    const run = async (
      name: string,
      { partitions }: Setting,
      work: (pay: Pay) => Promise<Load>,
    ) => {
      say(name);
      const { ended, result } = await watch({ name }, books, complaints, (answers) =>
        work(payer(http, partitions, requests(people), answers)),
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
    const used = await usedIn({ ...environment.pids, runtime: started.pid }, () =>
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

/** The time of each process, per payment that ended. */
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

/** Makes a caller's payments over HTTP. An answer that is no outcome is counted under its text. */
function payer(
  http: Client,
  partitions: number,
  next: () => PaymentRequest,
  answers: AnswerCounts,
): Pay {
  return async () => {
    const answer = await http.post(`/${partitions}`, requestToJson(next())).catch(() => '');
    const outcome = answer.startsWith('{') ? JSON.parse(answer) : { state: 'unanswered' };
    count(answers, outcome.state, outcome.refusal);
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
