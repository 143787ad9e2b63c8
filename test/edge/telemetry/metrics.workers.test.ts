/** A collector of its own, as a new metric would be: what it counts of payments through a real Partition. */
import { env } from 'cloudflare:workers';
import { afterEach, expect, test } from 'vitest';
import { collectors } from '../../../edge/telemetry/collectors.ts';
import type { BatchMetric, Metrics } from '../../../edge/telemetry/metrics.ts';
import { payment, paymentsOf, person } from '../../support/workers/town.ts';

interface Counts {
  /** Requests and flushes, by statement. */
  readonly batches: Record<string, { requests: number; flushes: number }>;
  /** Answers, by check and status. */
  readonly checks: Record<string, number>;
}

/** The new metric. */
function counting(counts: Counts): Metrics {
  return {
    batch({ statement, size, waitMs, flushMs, lane }: BatchMetric) {
      expect(Math.min(waitMs, flushMs, lane)).toBeGreaterThanOrEqual(0);
      const known = counts.batches[statement] ?? { requests: 0, flushes: 0 };
      known.requests += size;
      known.flushes += 1;
      counts.batches[statement] = known;
    },
    check({ check, status }) {
      const name = `${check} ${status}`;
      counts.checks[name] = (counts.checks[name] ?? 0) + 1;
    },
  };
}

afterEach(() => {
  collectors.length = 0;
});

test('payments are counted by their batches and their checks', async () => {
  const counts: Counts = { batches: {}, checks: {} };
  collectors.push(() => counting(counts));
  const payee = await person();
  const payers = [await person(), await person(), await person()];
  // An object asks for its collectors when it is made.
  const partition = env.PARTITION.getByName('metrics-61');
  await Promise.all(
    payers.map(({ account }) => partition.pay(payment(account, payee.account, 100_00n))),
  );
  for (const payer of payers)
    expect(await paymentsOf(payer)).toMatchObject([{ state: 'completed' }]);

  const { reserve, settle, read_check_inputs: read } = counts.batches;
  for (const statement of [reserve, settle, read]) {
    expect(statement?.requests).toBe(3);
    expect(statement?.flushes).toBeLessThanOrEqual(3);
  }
  expect(counts.checks).toEqual({
    ...{ 'fraud answered': 3, 'revenue answered': 3, 'core answered': 3 },
  });
});

test('an object that was made before a collector was added tells it nothing', async () => {
  const [payer, payee] = [await person(), await person()];
  const partition = env.PARTITION.getByName('metrics-60');
  await partition.pay(payment(payer.account, payee.account, 100_00n));
  const counts: Counts = { batches: {}, checks: {} };
  collectors.push(() => counting(counts));
  await partition.pay(payment(payer.account, payee.account, 100_00n));
  expect(counts).toEqual({ batches: {}, checks: {} });
});
