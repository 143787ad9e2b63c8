/** The database does not answer for good, loses its connections, or dies, while many are paying. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { startPostgres } from '../../db/local/postgres.ts';
import { aboutToPay, burst } from '../support/phone/burst.ts';
import { town } from '../support/system/town.ts';
import { type Attempt, shares, tally, truthOf } from '../support/system/truth.ts';

const here = town({ ownServer: true });

const attempts: Attempt[] = [];
const counts = { terminated: 0, restarts: 0, hang: 0, refuse: 0 };
const ends: Record<string, number> = {};
const pending = 'END Your payment is being processed. You will get an SMS.';

/** Pays while the fault stands; the screen must come in the carrier's time. */
async function paysUnder(fault: 'hang' | 'refuse', match: RegExp, payer: number) {
  const { pays } = await aboutToPay(here, payer, payer + 1);
  const before = here.neon.calls.fired[fault];
  here.neon.misbehave({ fault, match, times: Number.POSITIVE_INFINITY });
  const began = performance.now();
  const attempt = await pays(`${fault} at ${match}`);
  const took = performance.now() - began;
  here.neon.behave();
  const hits = here.neon.calls.fired[fault] - before;
  expect(hits, 'the fault fired').toBeGreaterThan(0);
  counts[fault] += hits;
  attempts.push(attempt);
  return { attempt, took };
}

test('a payment that is never reserved, nor given up, is answered in time and said to be open', async () => {
  const { attempt, took } = await paysUnder('refuse', /reserve|void_payment/, 3);
  expect(attempt.screen).toBe(pending);
  expect(took).toBeLessThan(9_500);
  expect(await here.payments(attempt.payer)).toEqual([]);
});

test('a PIN that nobody verifies is answered in time, and nothing is paid', async () => {
  const { attempt, took } = await paysUnder('hang', /verify_pin/, 1);
  expect(attempt.screen).toMatch(/^END Sorry, the service is not available now\./);
  expect(took).toBeLessThan(9_500);
});

test('a settle that never answers is answered in time and said to be open', async () => {
  const { attempt, took } = await paysUnder('hang', /settle/, 5);
  expect(attempt.screen).toBe(pending);
  expect(took).toBeLessThan(9_500);
});

test('connections that are ended under load cost no payment its one end', async () => {
  const payers = await burst(here, 21, 20);
  let paying = true;
  const paid = Promise.all(payers.map(({ pays }) => pays('connections ended'))).finally(() => {
    paying = false;
  });
  while (paying) {
    const { rowCount } = await here.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tuma_app'`,
    );
    counts.terminated += rowCount ?? 0;
    await sleep(2);
  }
  attempts.push(...(await paid));
  expect(counts.terminated).toBeGreaterThan(0);
});

test('a database that dies under load comes back with every answer that it gave', async () => {
  const { postgres } = here.system;
  const payers = await burst(here, 101, 20);
  const paid = Promise.all(payers.map(({ pays }, i) => sleep(i * 4).then(() => pays('a restart'))));
  await sleep(40);
  await postgres.stop('immediate');
  await startPostgres({ dataDir: join(here.dataDir, 'postgres'), port: postgres.port });
  counts.restarts += 1;
  attempts.push(...(await paid));

  const { pays } = await aboutToPay(here, 181, 182);
  const after = await pays('after the restart');
  expect(after.screen).toMatch(/ Confirmed\. /);
  attempts.push(after);
});

test('every payment came to one end, and both parties were told it once', async () => {
  await here.aMinutePasses();
  for (const attempt of attempts) {
    const end = await truthOf(here, attempt);
    ends[end] = (ends[end] ?? 0) + 1;
  }
  expect(await here.audit()).toEqual([]);
});

afterAll(() => {
  tally('faults', counts);
  shares('payments ended', ends);
});
