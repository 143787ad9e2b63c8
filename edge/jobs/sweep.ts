/** The sweep finishes what a crash left behind. Everything it does is safe to do twice, by any caller, at any time. */
import type { Parts } from '../parts.ts';

import { alert, log } from '../telemetry/log.ts';

/** A queue takes this many in one batch. A step is repeated while it finds a full batch. */
const batchSize = 100;

/** One statement looks at this many commits, of some hundred payments each. */
const commits = 20;

type SweepParts = Pick<
  Parts,
  'maintenance' | 'publisher' | 'market' | 'clock' | 'receipts' | 'airtime' | 'reversals'
>;

/**
 * Releases expired reservations, resolves unclaimed money, retries reversals and refunds that wait, and publishes every
 * payment, notice and airtime order that was not published or not sent, and forgets reports of what nobody knows. Returns
 * how many it found. A step that fails does not stop the others, so a queue that is away keeps no money waiting, and an item
 * that fails ends none of its neighbours: it is an alert. The first error is thrown after all steps.
 */
export async function sweep(built: SweepParts): Promise<number> {
  const failures: unknown[] = [];
  const parts = { ...built, publisher: publishingLater(built.publisher, failures) };
  const { maintenance, market } = parts;
  // Another market's Worker would end payments on the wrong day, and send its gateway the other's messages.
  if (!(await maintenance.ready(market.code)))
    throw new Error(`the database takes no payments, or its books are not those of ${market.code}`);
  const began = parts.clock.now();
  const steps = {
    timers: () => runDueTimers(parts),
    unclaimed: () => whileFull(() => resolveUnclaimed(parts)),
    due: () => publishDueReceipts(parts),
    airtime: () => publishDueAirtime(parts),
    refunds: () => whileFull(() => refundOwed(parts)),
    reversals: () => whileFull(() => retryReversals(parts)),
    reports: () => forgotten((limit) => parts.receipts.keepEarlyReports(limit, parts.clock.now())),
    forgotten: () => forgotten((limit) => maintenance.forget(limit, parts.clock.now())),
    failures: () => tellFailures(parts, began),
    sessions: () => maintenance.endLongSessions(),
  };

  const swept: Record<string, number> = {};
  for (const [name, step] of Object.entries(steps)) {
    swept[name] = await step().catch((error) => {
      failures.push(error);
      return 0;
    });
  }
  const all = Object.values(swept).reduce((sum, n) => sum + n, 0);
  if (all > 0) log('swept', swept);
  if (failures.length > 0) throw failures[0];
  return all;
}

/** A queue that is away stops no step in its middle: what it did not take is rung for again by a later sweep. */
function publishingLater(publisher: Parts['publisher'], failures: unknown[]): Parts['publisher'] {
  const kept = (publish: (ids: readonly string[]) => Promise<void>) => (ids: readonly string[]) =>
    publish(ids).catch((error) => void failures.push(error));
  return {
    publishPayments: kept(publisher.publishPayments),
    publishNotices: kept(publisher.publishNotices),
    publishAirtime: kept(publisher.publishAirtime),
  };
}

/** Ends payments whose time is over, and publishes every end whose receipts nobody has begun to send. */
async function runDueTimers({
  maintenance,
  publisher,
  clock,
}: Pick<Parts, 'maintenance' | 'publisher' | 'clock'>): Promise<number> {
  let all = 0;
  for (let seen = commits; seen === commits; ) {
    const now = clock.now();
    const found = await maintenance.runDueTimers(commits, now);
    const { unnotified, expired } = found;
    for (let i = 0; i < unnotified.length; i += batchSize)
      await publisher.publishPayments(unnotified.slice(i, i + batchSize));
    all += Math.max(unnotified.length, expired);
    seen = found.commits;
  }
  return all;
}

/** Pays out money whose number has registered, returns money whose time is over, and publishes both. */
export async function resolveUnclaimed({
  maintenance,
  publisher,
  clock,
}: Pick<Parts, 'maintenance' | 'publisher' | 'clock'>): Promise<number> {
  const now = clock.now();
  const ended = await maintenance.resolveUnclaimed(batchSize, now);
  await publisher.publishPayments(ended);
  return ended.length;
}

/** Publishes payments and notices whose SMS was not sent. */
async function publishDueReceipts({
  receipts,
  publisher,
  clock,
}: Pick<Parts, 'receipts' | 'publisher' | 'clock'>): Promise<number> {
  const { payments, notices } = await receipts.due(clock.now(), batchSize);
  await publisher.publishPayments(payments);
  await publisher.publishNotices(notices);
  return payments.length + notices.length;
}

/** Publishes airtime orders that are due for a try, and alerts about orders whose result is unknown after all tries. */
async function publishDueAirtime({
  airtime,
  publisher,
  clock,
}: Pick<Parts, 'airtime' | 'publisher' | 'clock'>): Promise<number> {
  const { due, givenUp } = await airtime.due(clock.now(), batchSize);
  for (const payment of givenUp) alert('airtime_unanswered', new Error(`payment ${payment}`));
  await publisher.publishAirtime(due);
  return due.length + givenUp.length;
}

/** Pays back what airtime cost that failed, where its payer can have it now, and publishes it. */
async function refundOwed({
  airtime,
  publisher,
  clock,
}: Pick<Parts, 'airtime' | 'publisher' | 'clock'>): Promise<number> {
  const refunds = await airtime.refundOwed(batchSize, clock.now());
  await publisher.publishPayments(refunds);
  return refunds.length;
}

/** A statement forgets this many rows of a table, so that it holds nobody up. */
const forgottenAtOnce = 1_000;

/** A sweep goes on to forget for this many statements, and the next one after it. */
const forgetfulSteps = 50;

async function forgotten(step: (limit: number) => Promise<number>): Promise<number> {
  let all = 0;
  for (let i = 0; i < forgetfulSteps; i += 1) {
    const done = await step(forgottenAtOnce);
    all += done;
    if (done < forgottenAtOnce) break;
  }
  return all;
}

/** Wakes somebody for what failed since this sweep began, by itself: its neighbours ended. */
async function tellFailures(
  { maintenance }: Pick<Parts, 'maintenance'>,
  began: number,
): Promise<number> {
  const failures = await maintenance.failures(began - 1);
  for (const { job, item, sqlstate } of failures.slice(0, batchSize)) {
    alert('item_failed', new Error(`${job}: payment ${item}: ${sqlstate}`));
  }
  return failures.length;
}

/** Executes reversals whose recipient has money again, gives up those whose time is over, and publishes both. */
async function retryReversals({
  reversals,
  publisher,
  clock,
}: Pick<Parts, 'reversals' | 'publisher' | 'clock'>): Promise<number> {
  const { ended, payments } = await reversals.retry(batchSize, clock.now());
  await publisher.publishPayments(payments);
  return ended;
}

async function whileFull(step: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let done = batchSize; done === batchSize; all += done) done = await step();
  return all;
}
