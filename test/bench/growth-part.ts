/** What a payment costs as accounts and entries grow: each size in a database of its own, measured in turns. */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../edge/clock.ts';
import { numbers, openAccounts } from './accounts.ts';
import type { Bench } from './bench.ts';
import { auditClean, type Books, openBooks } from './books.ts';
import { type Costs, costOf, timeOf } from './costs.ts';
import { type DirectSql, directSql } from './direct-sql.ts';
import { addHistory } from './history.ts';
import { median } from './load.ts';
import { requests, throughPipeline } from './payments.ts';
import { inTurns, middle, ratio, type Spread } from './turns.ts';

export interface Size {
  readonly accounts: number;
  /** Of the past; the openings' come on top. */
  readonly entries: number;
}

/** The costs just after a checkpoint, and PostgreSQL's time where no page is imaged for one. */
export interface Grown extends Size, Costs {
  /** Milliseconds. Absent without /proc. */
  readonly ownMs?: number;
  /** Times as much as of the smallest size, turn by turn. */
  readonly ownTimes?: Spread;
}

export interface GrowthResult {
  /** The middle of each size's turns, smallest first. */
  readonly byAccounts: readonly Grown[];
  readonly byEntries: readonly Grown[];
  /** In each turn. */
  readonly payments: number;
}

const large = process.env.BENCH_LARGE === '1';
const accountSizes = [1_000, 10_000, 100_000, ...(large ? [1_000_000] : [])];
/** Of as many accounts as have the sizes of entries. */
const manyAccounts = 100_000;
const entrySizes = large ? [1_000_000, 5_000_000] : [200_000, 600_000];

/** Five for each of the fewest payers: the fraud rules stop a person at thirty a minute. */
const payments = 5_000;
const warmingUp = 1_000;
/** Counts hardly move, and the time of a payment moves with the machine's mood. */
const turnsOf = { counts: 2, times: 12 };
/** Few enough that payers seldom meet themselves in a batch, however few they are. */
const callers = 128;
/** How much later each turn is, on its clock (milliseconds), so that nobody is in a hurry. */
const later = 300_000;

interface Place {
  readonly books: Books;
  readonly direct: DirectSql;
  count(payments: number): Promise<Costs>;
  time(payments: number): Promise<number | undefined>;
}

/** The one series after the other: what a database has in memory is not pushed out by those of the other. */
export async function measureGrowth(bench: Bench): Promise<GrowthResult> {
  const accounts = (count: number): Size => ({ accounts: count, entries: 0 });
  const entries = (count: number): Size => ({ accounts: manyAccounts, entries: count });
  return {
    byAccounts: await measureSeries(bench, 'accounts', accountSizes.map(accounts)),
    byEntries: await measureSeries(bench, 'entries', [0, ...entrySizes].map(entries)),
    payments,
  };
}

/** The smallest size first. */
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

/** In each turn, of one size and of the smallest. */
function ownTime(own: readonly (number | undefined)[], first: readonly (number | undefined)[]) {
  const known = (times: typeof own) => times.filter((time) => time !== undefined);
  if (known(own).length < own.length || own.length === 0) return {};
  return { ownMs: median(known(own)), ownTimes: ratio(known(own), known(first)) };
}

async function prepare(
  { stand, complaints, say }: Bench,
  series: string,
  size: Size,
): Promise<Place> {
  const [accounts, entries] = [size.accounts, size.entries].map((n) => n.toLocaleString('en'));
  say(`making ${accounts} accounts, ${entries} entries`);
  const { owner, app } = await stand.database(`${series}_${size.accounts}_${size.entries}`);
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
  const postmaster = stand.pids.postgres;
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

/** Of the whole PostgreSQL, whose processes read it within moments. */
async function set({ owner }: Books, setting: 'autovacuum' | 'full_page_writes', to: 'on' | 'off') {
  await owner.query(`alter system set ${setting} = ${to}`);
  await owner.query('select pg_reload_conf()');
  await sleep(200);
}
