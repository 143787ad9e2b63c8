/** Measures a payment's cost as accounts and entries grow. Each size has a database of its own and is measured in turns. */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../../edge/clock.ts';
import type { Bench } from '../bench.ts';
import { numbers, openAccounts } from '../measuring/accounts.ts';
import { auditClean, type Books, openBooks } from '../measuring/books.ts';
import { type Costs, costOf, timeOf } from '../measuring/costs.ts';
import { type DirectSql, directSql } from '../measuring/direct-sql.ts';
import { addHistory } from '../measuring/history.ts';
import { median } from '../measuring/load.ts';
import { requests, throughPipeline } from '../measuring/payments.ts';
import { inTurns, middle, ratio, type Spread } from '../measuring/turns.ts';

export interface Size {
  readonly accounts: number;
  /** Entries of past payments, without those of the openings. */
  readonly entries: number;
}

/** The costs just after a checkpoint, and PostgreSQL's time where no page image is written. */
export interface Grown extends Size, Costs {
  /** Milliseconds of processor time. Absent without /proc. */
  readonly ownMs?: number;
  /** The ratio to the smallest size, turn by turn. */
  readonly ownTimes?: Spread;
}

export interface GrowthResult {
  /** The median of each size's turns, smallest size first. */
  readonly byAccounts: readonly Grown[];
  readonly byEntries: readonly Grown[];
  /** How many payments each turn makes. */
  readonly payments: number;
}

const large = process.env.BENCH_LARGE === '1';
const accountSizes = [1_000, 10_000, 100_000, ...(large ? [1_000_000] : [])];
/** How many accounts the databases have whose entries grow. */
const manyAccounts = 100_000;
const entrySizes = large ? [1_000_000, 5_000_000] : [200_000, 600_000];

/** Five payments for each payer of the smallest size: the fraud rules stop a payer at thirty a minute. */
const payments = 5_000;
const warmingUp = 1_000;
/** Counts hardly vary, but the time of a payment varies with the machine's load. */
const turnsOf = { counts: 2, times: 12 };
/** Few enough callers that a payer is seldom twice in a batch, even among the fewest payers. */
const callers = 128;
/** How much later than the last each turn is on its clock (milliseconds), so that no payer is too fast for the fraud rules. */
const later = 300_000;

interface Place {
  readonly books: Books;
  readonly direct: DirectSql;
  count(payments: number): Promise<Costs>;
  time(payments: number): Promise<number | undefined>;
}

/** Measures one series after the other, so that the databases of one do not push those of the other out of memory. */
export async function measureGrowth(bench: Bench): Promise<GrowthResult> {
  const accounts = (count: number): Size => ({ accounts: count, entries: 0 });
  const entries = (count: number): Size => ({ accounts: manyAccounts, entries: count });
  return {
    byAccounts: await measureSeries(bench, 'accounts', accountSizes.map(accounts)),
    byEntries: await measureSeries(bench, 'entries', [0, ...entrySizes].map(entries)),
    payments,
  };
}

/** Measures one series; its smallest size comes first. */
async function measureSeries(bench: Bench, name: string, sizes: readonly Size[]): Promise<Grown[]> {
  const places: Place[] = [];
  try {
    for (const size of sizes) places.push(await prepare(bench, name, size));
    const [first] = places;
    if (!first) return [];
    bench.say('warming up');
    await set(first.books, 'autovacuum', 'off');
    for (const place of places) await place.time(warmingUp);
    const each = <Result>(run: (place: Place) => Promise<Result>) =>
      Object.fromEntries(places.map((place, i) => [`${i}`, () => run(place)]));
    const counts = await inTurns(
      each((place) => place.count(payments)),
      turnsOf.counts,
    );
    await set(first.books, 'full_page_writes', 'off');
    const times = await inTurns(
      each((place) => place.time(payments)),
      turnsOf.times,
    );
    bench.say('auditing the books');
    for (const { books } of places) await auditClean('growth', books, bench.complaints);
    return sizes.map((size, i) => ({
      ...size,
      ...middle(counts[`${i}`] ?? []),
      ...ownTime(times[`${i}`] ?? [], times['0'] ?? []),
    }));
  } finally {
    const [anyPlace] = places;
    if (anyPlace) await set(anyPlace.books, 'autovacuum', 'on');
    if (anyPlace) await set(anyPlace.books, 'full_page_writes', 'on');
    for (const { books, direct } of places) {
      await direct.close();
      await books.close();
    }
  }
}

/** The ratio of one size to the smallest in each turn. */
function ownTime(own: readonly (number | undefined)[], first: readonly (number | undefined)[]) {
  const known = (times: typeof own) => times.filter((time) => time !== undefined);
  if (known(own).length < own.length || own.length === 0) return {};
  return { ownMs: median(known(own)), ownTimes: ratio(known(own), known(first)) };
}

async function prepare(
  { environment, complaints, say }: Bench,
  series: string,
  size: Size,
): Promise<Place> {
  const [accounts, entries] = [size.accounts, size.entries].map((n) => n.toLocaleString('en'));
  say(`making ${accounts} accounts, ${entries} entries`);
  const { owner, app } = await environment.database(`${series}_${size.accounts}_${size.entries}`);
  const books = await openBooks(owner, new Date());
  const direct = directSql(app, 8);
  const people = await openAccounts(books.owner, numbers(size.accounts));
  await addHistory(books.owner, people, size.entries);

  let turn = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + turn * later };
  const trial = {
    ...{ name: `growth, ${accounts} accounts, ${entries} entries`, callers },
    ...{ next: requests(people, people, clock), road: throughPipeline(clock) },
  };
  const postmaster = environment.pids.postgres;
  const next = (payments: number) => {
    say(trial.name);
    turn += 1;
    return { trial, direct, books, postmaster, payments };
  };
  return {
    ...{ books, direct },
    count: (payments) => costOf(next(payments), complaints),
    time: (payments) => timeOf(next(payments), complaints),
  };
}

/** Changes a setting of the whole PostgreSQL; its processes read it within moments. */
async function set({ owner }: Books, setting: 'autovacuum' | 'full_page_writes', to: 'on' | 'off') {
  await owner.query(`alter system set ${setting} = ${to}`);
  await owner.query('select pg_reload_conf()');
  await sleep(200);
}
