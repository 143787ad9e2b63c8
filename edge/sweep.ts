/** The sweep: ends what a crash left behind. Everything it does may be done twice, by anybody, at any time. */
import type { Env } from './env.ts';
import { alert, log } from './log.ts';
import { ringFor } from './queues/ring.ts';
import type { System } from './system.ts';

/** As many as a queue takes in one batch; a sweep goes on while there is a full batch. */
const some = 100;

/** An event is left to the one who wrote it for this long, then rung for (milliseconds). */
const ringLate = 5_000;

/** Releases what is reserved past its time, and rings for what was not published or not sent. Returns how many. */
export async function sweep(env: Env, system: System): Promise<number> {
  const { operations, receipts, clock } = system;
  const ring = ringFor(env, receipts);

  const expired = await whileFull(() => operations.expire(some, clock.now()));
  const published = await whileFull(async () => {
    const payments = await receipts.unpublished(clock.now() - ringLate, some);
    await ring(payments);
    return payments.length;
  });
  const due = await receipts.due(clock.now(), some);
  await ring(due);

  const swept = expired + published + due.length;
  if (swept > 0) log('swept', { expired, published, due: due.length });
  return swept;
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
