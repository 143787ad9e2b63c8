/** Payments through the pipeline, and beside them in turns what they are held against. */
import { connect } from '../../db/sql.ts';
import { numbers, openAccounts } from './accounts.ts';
import { type Books, openBooks, type Updates } from './books.ts';
import { directSql } from './direct-sql.ts';
import {
  type Complaints,
  type InTurns,
  inTurns,
  type Measurement,
  measure,
  type Trial,
} from './measurement.ts';
import { byTwoCalls, requests, throughPipeline } from './payments.ts';
import type { Stand } from './stand.ts';
import { prepareTpcb, type Tpcb } from './tpcb.ts';

export interface SideBySide {
  /** TPC-B, then the pipeline with spread accounts. */
  readonly many: InTurns;
  /** The two plain calls, then the pipeline, by a lone caller. */
  readonly lone: InTurns;
  readonly hot: Measurement;
  readonly direct: Measurement;
  readonly updates: readonly Updates[];
  readonly payments: number;
}

const accounts = 100_000;
/** As TPC-B is measured with its best number of clients: past this, callers only wait longer. */
const callers = 1_024;

/** `seconds` is the length of each measurement. */
export async function measurePayments(
  stand: Stand,
  seconds: number,
  complaints: Complaints,
  say: (what: string) => void,
): Promise<SideBySide> {
  const books = await openBooks(stand.owner, new Date());
  const direct = directSql(stand.app);
  try {
    say(`opening ${accounts.toLocaleString('en')} accounts`);
    const people = await openAccounts(books.owner, numbers(accounts));
    say('preparing TPC-B');
    const tpcb = await prepareTpcb(stand.tpcb, seconds / 3);
    const before = await books.read();

    const spread: Trial = {
      ...{ name: `pipeline, ${callers} callers`, callers, seconds, road: throughPipeline },
      ...{ sql: connect({ url: stand.app, endpoint: stand.endpoint }), next: requests(people) },
    };
    const alone = { ...spread, callers: 1, seconds: seconds / 2 };
    const toOne = requests(people, people[0]);
    const run = (trial: Trial) => {
      say(trial.name);
      return measure(trial, books, complaints);
    };

    await run({ ...spread, name: 'warming up', seconds: seconds / 3 });
    const many = await inTurns(
      () => {
        say(tpcb.name);
        return measureTpcb(tpcb, seconds, books);
      },
      () => run(spread),
    );
    const withoutHttp = await run({ ...spread, name: 'the same without HTTP', sql: direct.sql });
    const hot = await run({ ...spread, name: 'the same with one hot payee', next: toOne });
    const lone = await inTurns(
      () => run({ ...alone, name: 'reserve, then settle, a lone caller', road: byTwoCalls }),
      () => run({ ...alone, name: 'pipeline, a lone caller' }),
    );

    say('auditing the books');
    const violations = await books.violations();
    if (violations > 0) complaints.push(`payments: the audit has ${violations} rows`);
    const payments = (await books.read()).completed - before.completed;
    return { many, lone, hot, direct: withoutHttp, payments, updates: await books.updates() };
  } finally {
    await direct.close();
    await books.close();
  }
}

async function measureTpcb(tpcb: Tpcb, seconds: number, books: Books): Promise<Measurement> {
  const before = await books.read();
  const load = await tpcb.run(seconds);
  const after = await books.read();
  const walBytes = (after.wal - before.wal) / (load.perSecond * seconds);
  return { name: `TPC-B by ${tpcb.name}, ${tpcb.clients} clients`, ...load, walBytes };
}
