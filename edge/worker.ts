/** The entry points of the runtime: requests, queues, timers and objects. They hold no logic. */
import { app } from './app.ts';
import type { Env } from './env.ts';
import { auditBooks, extendTrail } from './jobs/audit.ts';
import { runSimChecks } from './jobs/sim-checks.ts';
import { sweep } from './jobs/sweep.ts';
import { deliverAirtime } from './queues/airtime.ts';
import { sendReceipts } from './queues/confirmations.ts';
import { logDeadLetters } from './queues/dead-letters.ts';
import { buildParts } from './system.ts';
import { alert } from './telemetry/log.ts';
import { observeQueue } from './telemetry/observe.ts';

export { AuditTrail } from './objects/audit-trail.ts';
export { Handset } from './objects/handset.ts';
export { Partition } from './objects/partition.ts';
export { SessionOwners } from './objects/session-owners.ts';
export { Subscriber } from './objects/subscriber.ts';

const hourly = '30 * * * *';

export default {
  fetch: app.fetch,

  async queue(batch, env) {
    const parts = buildParts(env);
    await observeQueue(batch, parts, async () => {
      // By how the names end: a staging environment's queues begin with its name.
      if (batch.queue.endsWith('payment-dlq')) logDeadLetters(batch);
      else if (batch.queue.endsWith('airtime')) await deliverAirtime(batch, parts);
      else await sendReceipts(batch, parts);
    });
  },

  async scheduled({ cron }, env) {
    const parts = buildParts(env);
    if (cron === hourly) return auditBooks(parts);
    await sweep(parts).catch((error) => alert('sweep_failed', error));
    await extendTrail(parts).catch((error) => alert('audit_trail_failed', error));
    await runSimChecks(parts).catch((error) => alert('sim_checks_failed', error));
  },
} satisfies ExportedHandler<Env>;
