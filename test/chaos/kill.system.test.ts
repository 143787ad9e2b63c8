/**
 * Processes are killed in the middle of everything: what is found again is right, and nothing is lost.
 *
 * Of messages this is guaranteed: each payment has one receipt for each party, its words never change, and it reaches
 * the phone at least once. A gateway call that was made, and whose mark went with the process, is made again under the same
 * name. The simulated network knows the name, and delivers the message once (edge/gateways/README.md says what others do).
 */
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/clock/until.ts';
import { temporaryFolder } from '../support/folder.ts';
import { aboutToPay, burst } from '../support/phone/burst.ts';
import { isAlive, type Started, startProcess } from '../support/system/processes.ts';
import { crowd, Town } from '../support/system/town.ts';
import { type Attempt, shares, tally, truthOf } from '../support/system/truth.ts';

const here = new Town();
const attempts: Attempt[] = [];
const kills = { workerd: 0, everything: 0, 'screens cut off': 0, 'found reserved': 0 };
const ends: Record<string, number> = {};
let dataDir = '';
let system: Started;

beforeAll(async () => {
  dataDir = await temporaryFolder();
  await start();
});

afterAll(async () => {
  system?.kill('SIGKILL');
  await here.owner?.end();
  if (system && isAlive(system.postgresPid)) {
    process.kill(system.postgresPid, 'SIGQUIT');
    await until(async () => !isAlive(system.postgresPid));
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  tally('kills', kills);
  shares('payments ended', ends);
});

async function start() {
  system = await startProcess(dataDir);
  await here.owner?.end();
  here.meet(system);
}

test('the Workers runtime may be killed while many pay, and the system ends and starts again', async () => {
  const payers = await burst(here, 1, 20);
  const paid = Promise.all(payers.map(({ pays }, i) => sleep(i * 20).then(() => pays('workerd'))));
  const some = `select from tuma.payments where state = 'completed' and channel = 'ussd'`;
  expect(await until(async () => (await here.rows(some)).length >= 5)).toBe(true);
  process.kill(system.workerd(), 'SIGKILL');
  kills.workerd += 1;
  attempts.push(...(await paid));

  system.kill('SIGTERM');
  await system.ended;
  expect(await until(async () => !isAlive(system.postgresPid))).toBe(true);
  await start();
});

test('everything may be killed between reserve and settle, and is found again as it was', async () => {
  const payers = await burst(here, 51, 10);
  const other = await aboutToPay(here, 71, 72);
  attempts.push(await other.pays('before everything is killed'));

  // Who holds the payees' rows lets reserve pass and settle wait.
  const blocker = await here.owner.connect();
  blocker.on('error', () => {});
  try {
    await blocker.query('begin');
    await blocker.query(`${accountsOf} for update of a`, [numbers(52)]);
    const paid = Promise.all(payers.map(({ pays }) => pays('everything')));
    expect(await until(async () => (await reserved()) === 10), 'all reserved').toBe(true);
    kills['found reserved'] = await reserved();
    for (const pid of [system.postgresPid, system.workerd(), system.pid]) {
      process.kill(pid, 'SIGKILL');
    }
    kills.everything += 1;
    attempts.push(...(await paid));
  } finally {
    blocker.release(true);
  }
  await system.ended;
  await start();
});

const accountsOf = `select a.id from tuma.accounts a
  join tuma.customers c on c.account_id = a.id where c.msisdn = any ($1)`;

function numbers(first: number): string[] {
  return Array.from({ length: 10 }, (_, i) => crowd(first + 2 * i).msisdn);
}

/** How many of the second burst are reserved. */
async function reserved(): Promise<number> {
  const rows = await here.rows(
    `select from tuma.payments where state = 'reserved' and payer in (${accountsOf})`,
    [numbers(51)],
  );
  return rows.length;
}

test('every payment comes to its end and is told of once, and no money is lost', async () => {
  // The time of all that the kills left open is over, so that the next sweep sees to it.
  const past = `now() - interval '1 second'`;
  await here.rows(`update tuma.payments set expires_at = ${past} where state = 'reserved'`);
  await here.rows(
    `update tuma.receipts set at = at - interval '1 minute' where state in ('intended', 'sending')`,
  );
  for (const attempt of attempts) {
    const end = await truthOf(here, attempt);
    ends[end] = (ends[end] ?? 0) + 1;
    if (attempt.screen === '') kills['screens cut off'] += 1;
  }
  expect(kills['screens cut off']).toBeGreaterThanOrEqual(10);
  expect(ends.completed).toBeGreaterThanOrEqual(5);
  expect(await here.audit()).toEqual([]);
});

test('a Ctrl-C then stops every process and ends well', async () => {
  const workerd = system.workerd();
  system.kill('SIGINT');
  // On a busy machine it leaves after its time, and its guardian stops what is left.
  expect([0, 130]).toContain(await system.ended);
  const left = [workerd, system.pid, system.postgresPid];
  expect(await until(async () => !left.some(isAlive))).toBe(true);
});
