/** The sweep: ends what a crash left behind. Everything it does may be done twice, by anybody, at any time. */
import { localTime } from '../../core/markets/local-time.ts';
import type { Parts } from '../parts.ts';
import { alert, log } from '../telemetry/log.ts';

/** As many as a queue takes in one batch; a sweep goes on while there is a full batch. */
const some = 100;

/** As many commits, of some hundred payments each, as are looked at in one statement. */
const commits = 20;

/**
 * Ends what is reserved past its time, ends what waited for a number until now, tries reversals that wait for money, and
 * rings for what was not told of or not sent. Returns how much. Each part is done although another fails: a queue that is away keeps no money waiting. The first
 * failure is thrown when all is tried.
 */
export async function sweep(system: Parts): Promise<number> {
  const { receipts, publisher, clock } = system;
  const parts = {
    agenda: () => runDueTimers(system),
    unclaimed: () => whileFull(() => resolveUnclaimed(system)),
    due: async () => {
      const { payments, notices } = await receipts.due(clock.now(), some);
      await publisher.publishPayments(payments);
      await publisher.publishNotices(notices);
      return payments.length + notices.length;
    },
    airtime: () => publishDueAirtime(system),
    reversals: () => whileFull(() => retryReversals(system)),
  };

  const failures: unknown[] = [];
  const swept: Record<string, number> = {};
  for (const [name, part] of Object.entries(parts)) {
    swept[name] = await part().catch((error) => {
      failures.push(error);
      return 0;
    });
  }
  const all = Object.values(swept).reduce((sum, n) => sum + n, 0);
  if (all > 0) log('swept', swept);
  if (failures.length > 0) throw failures[0];
  return all;
}

/** Ends payments whose time is over, and rings for every end that nobody has begun to tell of. */
async function runDueTimers({ maintenance, publisher, market, clock }: Parts): Promise<number> {
  let all = 0;
  for (let seen = commits; seen === commits; ) {
    const now = clock.now();
    const found = await maintenance.runDueTimers(commits, localTime(market, now).day, now);
    const { unnotified, expired } = found;
    for (let i = 0; i < unnotified.length; i += some)
      await publisher.publishPayments(unnotified.slice(i, i + some));
    all += Math.max(unnotified.length, expired);
    seen = found.commits;
  }
  return all;
}

/** Claims or returns money whose number has registered or whose time is over, and rings for it. */
export async function resolveUnclaimed({
  maintenance,
  publisher,
  market,
  clock,
}: Pick<Parts, 'maintenance' | 'publisher' | 'market' | 'clock'>): Promise<number> {
  const now = clock.now();
  const ended = await maintenance.resolveUnclaimed(some, localTime(market, now).day, now);
  await publisher.publishPayments(ended);
  return ended.length;
}

/** Rings for airtime that is to be tried, and wakes somebody for what nobody knows of after all tries. */
async function publishDueAirtime({ airtime, publisher, clock }: Parts): Promise<number> {
  const { due, givenUp } = await airtime.due(clock.now(), some);
  for (const payment of givenUp) alert('airtime_unanswered', new Error(`payment ${payment}`));
  await publisher.publishAirtime(due);
  return due.length + givenUp.length;
}

/** Takes back what waits for its recipient to have money again, or gives it up, and rings for it. */
async function retryReversals({ reversals, publisher, clock }: Parts): Promise<number> {
  const { ended, payments } = await reversals.retry(some, clock.now());
  await publisher.publishPayments(payments);
  return ended;
}

async function whileFull(step: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let done = some; done === some; all += done) done = await step();
  return all;
}

/**
 * The books' audit, for the hourly timer: a violation is an alert, and so is an audit that did not come to its end. The
 * Worker's statements end after four seconds, so large books are audited by `npm run audit` from elsewhere.
 */
export async function auditBooks({ maintenance, clock }: Parts): Promise<void> {
  try {
    const violations = await maintenance.audit(clock.now());
    for (const { invariant, subject } of violations.slice(0, some)) {
      alert('audit_violation', new Error(`${invariant}: ${subject}`));
    }
    log('audited', { violations: violations.length });
  } catch (error) {
    alert('audit_failed', error);
  }
}
