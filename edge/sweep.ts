/** The sweep: ends what a crash left behind. Everything it does may be done twice, by anybody, at any time. */
import { localTime } from '../core/market.ts';
import { alert, log } from './log.ts';
import type { System } from './system.ts';

/** As many as a queue takes in one batch; a sweep goes on while there is a full batch. */
const some = 100;

/** An event is left to the one who wrote it for this long, then rung for (milliseconds). */
const ringLate = 5_000;

/**
 * Releases what is reserved past its time, ends what waited for a number until now, and rings for what was not
 * published or not sent. Returns how many. Each part is done although another fails: a queue that is away keeps no money
 * waiting. The first failure is thrown when all is tried.
 */
export async function sweep(system: System): Promise<number> {
  const { operations, receipts, bells, clock } = system;
  const parts = {
    expired: () => whileFull(() => operations.expire(some, clock.now())),
    unclaimed: () => whileFull(() => endUnclaimed(system)),
    published: () =>
      whileFull(async () => {
        const payments = await receipts.unpublished(clock.now() - ringLate, some);
        await bells.payments(payments);
        return payments.length;
      }),
    due: async () => {
      const { payments, notices } = await receipts.due(clock.now(), some);
      await bells.payments(payments);
      await bells.notices(notices);
      return payments.length + notices.length;
    },
    airtime: () => ringForAirtime(system),
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

/** Claims or returns money whose number has registered or whose time is over, and rings for it. */
export async function endUnclaimed({ operations, bells, market, clock }: System): Promise<number> {
  const now = clock.now();
  const ended = await operations.endUnclaimed(some, localTime(market, now).day, now);
  await bells.payments(ended);
  return ended.length;
}

/** Rings for airtime that is to be tried, and wakes somebody for what nobody knows of after all tries. */
async function ringForAirtime({ airtime, bells, clock }: System): Promise<number> {
  const { due, givenUp } = await airtime.due(clock.now(), some);
  for (const payment of givenUp) alert('airtime_unanswered', new Error(`payment ${payment}`));
  await bells.airtime(due);
  return due.length + givenUp.length;
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
export async function auditBooks({ operations, clock }: System): Promise<void> {
  try {
    const violations = await operations.audit(clock.now());
    for (const { invariant, subject } of violations.slice(0, some)) {
      alert('audit_violation', new Error(`${invariant}: ${subject}`));
    }
    log('audited', { violations: violations.length });
  } catch (error) {
    alert('audit_failed', error);
  }
}
