/** Measures payments through the pipeline, in turns with what they are compared with. */
import { connect } from '../../../db/driver/sql.ts';
import type { Bench } from '../bench.ts';
import { numbers, openAccounts, openUnlimited } from '../measuring/accounts.ts';
import { auditClean, type Books, openBooks } from '../measuring/books.ts';
import { type Costs, costOf } from '../measuring/costs.ts';
import { type DirectSql, directSql } from '../measuring/direct-sql.ts';
import { storedByPayment } from '../measuring/disk.ts';
import { quantile } from '../measuring/load.ts';
import { type Measurement, measure, type Trial } from '../measuring/measurement.ts';
import {
  below,
  byPlainCalls,
  noFraudRules,
  requests,
  throughPipeline,
  throughTimedPipeline,
} from '../measuring/payments.ts';
import { measureTpcb } from '../measuring/tpcb.ts';
import { inTurns, middle, ratio, type Spread } from '../measuring/turns.ts';

/** Throughput by the number of concurrent callers. */
export interface ByCallers {
  readonly callers: number;
  readonly perSecond: number;
  readonly p50: number;
  /** The mean number of payments that share a statement. */
  readonly batch: number;
}

export interface PaymentsResult {
  /** The median of each one's turns. */
  readonly measured: Readonly<Record<Contestant | Lone, Measurement>>;
  /** The ratio to TPC-B. */
  readonly toTpcb: { readonly direct: Spread; readonly http: Spread };
  /** The ratio to payments over the database's own protocol among all accounts. */
  readonly toSpread: Readonly<Record<'hotPayee' | 'hotPayer' | 'halfRejected' | 'http', Spread>>;
  readonly loneToPlain: Spread;
  /** Milliseconds from the slowest check's answer to the end of the correlation step. */
  readonly correlation: { readonly payments: number; readonly p50: number; readonly p99: number };
  readonly byCallers: readonly ByCallers[];
  readonly costs: Costs;
  /** Bytes of disk space for a payment. */
  readonly storedBytes: number;
  /** How many payments were compared with the books. */
  readonly payments: number;
}

type Contestant = 'tpcb' | 'direct' | 'http' | 'hotPayee' | 'hotPayer' | 'halfRejected';
type Lone = 'plain' | 'lone';

const accounts = 100_000;
/** TPC-B is measured with its best number of clients, and so are payments: with more, callers only wait longer. */
const callers = 1_024;
const fewerCallers = [1, 4, 16, 64, 256, 1_024, 2_048];
const counted = 10_000;

export async function measurePayments(bench: Bench): Promise<PaymentsResult> {
  const { environment, seconds, complaints, say } = bench;
  const { owner, app } = await environment.database('payments');
  const books = await openBooks(owner, new Date());
  const direct = directSql(app);
  try {
    say(`opening ${accounts.toLocaleString('en')} accounts`);
    const trials = await open(books, direct, connect({ url: app, endpoint: environment.endpoint }));
    const run = (trial: Trial, time = seconds) => {
      say(trial.name);
      return measure(trial, time, books, complaints);
    };
    const before = await books.read();

    await run({ ...trials.direct, name: 'warming up' }, seconds / 3);
    const tpcb = await bench.tpcb();
    const turns = await inTurns<Contestant, Measurement>({
      tpcb: () => measureTpcb(tpcb, bench),
      direct: () => run(trials.direct),
      http: () => run(trials.http),
      hotPayee: () => run(trials.hotPayee),
      hotPayer: () => run(trials.hotPayer),
      halfRejected: () => run(trials.halfRejected),
    });
    const lone = await inTurns<Lone, Measurement>({
      plain: () => run(trials.plain, seconds / 2),
      lone: () => run(trials.lone, seconds / 2),
    });
    const correlation = await correlationOf(trials.direct, run);
    const byCallers: ByCallers[] = [];
    for (const count of fewerCallers) {
      const trial = { ...trials.direct, name: `pipeline, ${count} callers`, callers: count };
      byCallers.push(batched(count, await run(trial, seconds / 3), middle(lone.lone)));
    }
    say(`counting what ${counted} payments cost`);
    const postmaster = environment.pids.postgres;
    const trial = { ...trials.direct, name: 'counting' };
    const costs = await costOf({ trial, direct, books, postmaster, payments: counted }, complaints);

    const storedBytes = await storedByPayment(bench);

    say('auditing the books');
    await auditClean('payments', books, complaints);
    const rates = mapped(turns, (each) => each.map(({ perSecond }) => perSecond));
    const after = await books.read();
    return {
      measured: { ...mapped(turns, middle), ...mapped(lone, middle) },
      toTpcb: { direct: ratio(rates.direct, rates.tpcb), http: ratio(rates.http, rates.tpcb) },
      toSpread: {
        hotPayee: ratio(rates.hotPayee, rates.direct),
        hotPayer: ratio(rates.hotPayer, rates.direct),
        halfRejected: ratio(rates.halfRejected, rates.direct),
        http: ratio(rates.http, rates.direct),
      },
      loneToPlain: ratio(
        lone.lone.map(({ perSecond }) => perSecond),
        lone.plain.map(({ perSecond }) => perSecond),
      ),
      ...{ correlation, byCallers, costs, storedBytes },
      payments: after.completed + after.rejected - before.completed - before.rejected,
    };
  } finally {
    await direct.close();
    await books.close();
  }
}

/** The customers of a database, and the payments among them. */
async function open({ owner }: Books, direct: DirectSql, http: Trial['sql']) {
  const people = await openAccounts(owner, numbers(accounts));
  const poor = await openAccounts(owner, numbers(accounts, accounts), { balance: 1_00n });
  const [payer, payee] = await openUnlimited(owner, numbers(2, 2 * accounts));
  if (!payer || !payee) throw new RangeError('nobody was opened');
  const [spread, unfunded] = [requests(people), requests(poor, people)];

  const road = throughPipeline();
  const first = { name: 'pipeline', callers, sql: direct.sql, next: spread, road };
  const alone = { ...first, callers: 1 };
  return {
    direct: first,
    http: { ...first, name: 'pipeline over HTTP', sql: http },
    hotPayee: {
      ...{ ...first, name: 'pipeline, one payee for all' },
      next: requests(people, [payee]),
    },
    hotPayer: {
      ...{ ...first, name: 'pipeline, one payer for all', next: requests([payer], people) },
      road: throughPipeline(undefined, noFraudRules),
    },
    halfRejected: {
      ...{ ...first, name: 'pipeline, half rejected', poor: true },
      next: () => (below(2) === 0 ? spread() : unfunded()),
    },
    lone: { ...alone, name: 'pipeline, a lone caller' },
    plain: { ...alone, name: 'plain calls, a lone caller', road: byPlainCalls },
  };
}

async function correlationOf(trial: Trial, run: (trial: Trial) => Promise<Measurement>) {
  const over: number[] = [];
  await run({ ...trial, name: 'timing the correlation', road: throughTimedPipeline(over) });
  return { payments: over.length, p50: quantile(over, 0.5), p99: quantile(over, 0.99) };
}

/** A single caller shares no statement, so the quotient of the two counts is how many payments share one. */
function batched(callers: number, { perSecond, p50, statements }: Measurement, lone: Measurement) {
  const batch = (lone.statements ?? Number.NaN) / (statements ?? Number.NaN);
  return { callers, perSecond, p50, batch };
}

function mapped<Name extends string, From, To>(
  of: Readonly<Record<Name, From>>,
  to: (value: From) => To,
): Record<Name, To> {
  const pairs = Object.entries<From>(of).map(([name, value]) => [name, to(value)]);
  return Object.fromEntries(pairs) as Record<Name, To>;
}
