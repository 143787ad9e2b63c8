/**
 * The matrix of crash points: at each of them each misbehaviour of the database, and the loss of each object. Many
 * payments go at the same time, each in a partition of its own, so that it meets its own fault and nobody else's. After
 * the sweep each is at its end, everybody was told the truth once, and every invariant of the books holds.
 */
import {
  createExecutionContext,
  createMessageBatch,
  getQueueResult,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { sweep } from '../../../edge/jobs/sweep.ts';
import worker from '../../../edge/worker.ts';
import { until } from '../../support/clock/until.ts';
import {
  type Attempt,
  type End,
  shares,
  tally,
  truthOf,
  type Witness,
} from '../../support/system/truth.ts';
import {
  type Cell,
  faults,
  isAfterEnd,
  isInside,
  rounds,
  wishesOf,
} from '../../support/workers/crash-points.ts';
import {
  balanceOf,
  calls,
  comesDue,
  customer,
  inbox,
  type Person,
  parts,
  payingTexts,
  payment,
  paymentsOf,
  pin,
  reserved,
  rows,
  subscriber,
  turn,
  wish,
} from '../../support/workers/town.ts';

interface Parties {
  readonly payer: Person;
  readonly payee: Person;
}

const numbered = rounds.map((cells, i) => [i + 1, cells] as const);
/** `took`: how long its phone waited for the last screen, in milliseconds. */
const attempts = new Map<Cell, Attempt & { readonly took: number }>();
/** Cells of which a slow machine proved nothing. */
const tooSlow: Cell[] = [];
/** What a hanging call takes at least, twice. Checks have five seconds and phones six, so a slow machine decides then. */
const inTime = 4_000;
const ends: Record<string, number> = {};
const counts = { 'connections ended inside settle': 0, Subscriber: 0, Partition: 0 };
/** What the Worker logged. */
const lines: string[] = [];
let firedBefore: Record<string, number> = {};
/** How often each cell's faults fired. */
let named: Record<string, number> = {};

beforeAll(async () => {
  firedBefore = (await calls()).fired;
  for (const write of ['log', 'error'] as const) {
    vi.spyOn(console, write).mockImplementation((line) => lines.push(String(line)));
  }
});
afterEach(() => wish({ fault: null }));
afterAll(async () => {
  vi.restoreAllMocks();
  const { fired } = await calls();
  const here = Object.entries(fired).map(([fault, n]) => [fault, n - (firedBefore[fault] ?? 0)]);
  tally('faults fired', Object.fromEntries(here));
  tally('objects aborted, and connections', counts);
  shares('payments ended', ends);
  tally('too slow to say how they must end', { payments: tooSlow.length });
});

test.each(numbered)('round %i goes to its end, and the books are in order', async (_, cells) => {
  const parties = await people(cells.length);
  const all = cells.map((cell, i) => ({ cell, parties: parties[i] as Parties }));
  const { hanging = [], busy = [] } = Object.groupBy(all, ({ cell }) =>
    cell.fault === 'hang' ? 'hanging' : 'busy',
  );
  // Those that hang cost nothing while they do. Of the others a few go at a time, so that no phone waits for them.
  await watchUntil(Promise.all([inLanes(12, hanging), inLanes(6, busy)]));
  const payers = parties.map(({ payer }) => payer);
  // What never got through is over before the faults are, so that no late try of it gets through after them.
  if (!cells.some(isAfterEnd)) await openEnds(payers);
  await wish({ fault: null });
  await swept(payers, cells);
  expect(await parts.maintenance.audit(parts.clock.now())).toEqual([]);
});

describe.each(numbered)('in round %i', (_, cells) => {
  test.each(cells.map((cell) => [cell.name, cell] as const))('%s', async (_, cell) => {
    const attempt = attempts.get(cell);
    if (!attempt) throw new Error('nothing was paid');
    const end = await truthOf(witness, attempt);
    ends[end] = (ends[end] ?? 0) + 1;
    const fires = named[cell.name] ?? 0;
    // Inside settle the tries run out while the payee's account is held, where the server ends the connection late; and a
    // queue may have sent a message before its mark could be lost.
    const late = attempt.took > inTime && !(cell.fault === 'hang' && cell.times > 1);
    if (isInside(cell) || isAfterEnd(cell) ? fires === 0 : late) {
      tooSlow.push(cell);
      return;
    }
    expect(fires, `the fault fired: ${attempt.screen}`).toBeGreaterThan(0);
    const expected: End = cell.times > 1 ? cell.point.end(cell.fault) : 'completed';
    expect(end, attempt.screen).toBe(expected);
  });
});

test('the machine was quick enough for most of that to be proved', () => {
  const of = (all: Iterable<Cell>) => Map.groupBy(all, ({ point }) => point.name);
  const unproved = of(tooSlow);
  for (const [name, cells] of of(attempts.keys())) {
    expect(unproved.get(name)?.length ?? 0, name).toBeLessThan(cells.length / 2);
  }
});

test('sweeps that are cut off, each in another way, are made up for by the next', async () => {
  const [parties] = await people(1);
  const { payer, payee } = parties as Parties;
  const request = payment(payer.account, payee.account, 1_000_00n, { fee: money(6_00n, 'KES') });
  await reserved(request);
  await comesDue(request.id);
  for (const fault of faults)
    await wish({ match: 'tuma.run_due_timers', fault, name: `s ${fault}` });
  // The Partitions' own alarms may come in between.
  const cutOff = async () => {
    await sweep(parts).catch(() => {});
    const { named: fired } = await calls();
    return faults.every((fault) => fired[`s ${fault}`] === 1);
  };
  expect(await until(cutOff), 'the faults fired').toBe(true);
  await comesDue(request.id);
  await sweep(parts);
  const attempt = { name: 'a sweep', payer, payee, amount: 1_000_00n, fee: 6_00n, screen: '' };
  expect(await truthOf(witness, attempt)).toBe('failed');
  expect(await parts.maintenance.audit(parts.clock.now())).toEqual([]);
});

test('no line of the log has a PIN or a number in it', () => {
  expect(lines.length).toBeGreaterThan(10);
  const canary = new RegExp(`(?<![\\w-])(${pin}|254735\\d{6})(?![\\w-])`);
  expect(lines.filter((line) => canary.test(line))).toEqual([]);
});

const witness: Witness = {
  payments: async (payer) => (await paymentsOf(payer as Person)) as { state: string }[],
  async balance(person) {
    const row = await balanceOf(person as Person);
    return { balance: BigInt(row?.balance ?? 0), held: BigInt(row?.held ?? 0) };
  },
  async messages(person, count) {
    const texts = async () => (await inbox(person as Person)).map(({ text }) => text);
    await until(async () => (await texts()).length >= count);
    return texts();
  },
};

let numbers = 0;

/** So many payers, each of another partition, and whom they pay. */
function people(count: number): Promise<Parties[]> {
  const next = () => `254735${String(numbers++).padStart(6, '0')}` as Msisdn;
  const taken = new Set<number>();
  const payers: Msisdn[] = [];
  while (payers.length < count) {
    const number = next();
    const partition = parts.partitionOf(number);
    if (!taken.has(partition)) payers.push(number);
    taken.add(partition);
  }
  const open = async (number: Msisdn) => {
    const [payer, payee] = await Promise.all([customer(number), customer(next())]);
    return { payer, payee };
  };
  return Promise.all(payers.map(open));
}

/** Pays for these, so many at a time. */
async function inLanes(lanes: number, all: readonly { cell: Cell; parties: Parties }[]) {
  const waiting = all.values();
  const lane = async () => {
    for (const { cell, parties } of waiting) await pays(cell, parties);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Types all that pays 1,000.00, while the cell happens to it. */
async function pays(cell: Cell, parties: Parties): Promise<void> {
  const { payer, payee } = parties;
  const { name } = cell;
  if (!isAfterEnd(cell))
    await arm(cell, /find_customer/.test(cell.point.match) ? payer.msisdn : payer.account);
  let crash = cell.aborted && !isInside(cell) ? whenFired(cell, parties) : undefined;
  const texts = payingTexts(payee);
  let screen = '';
  let began = 0;
  for (const [i, text] of texts.entries()) {
    if (isInside(cell) && i === texts.length - 1) {
      await hold(payee);
      crash = endInside(cell, parties);
    }
    began = performance.now();
    screen = await turn(payer, `crash-${payer.msisdn}`, text);
    if (screen.startsWith('END ')) break;
  }
  const took = performance.now() - began;
  if (isAfterEnd(cell)) {
    const id = (await paymentsOf(payer))[0]?.id ?? '';
    await arm(cell, id);
    // As the queue brings it; where that fails, the queue brings it again, and the sweep rings.
    await consume(id).catch(() => {});
  }
  await crash;
  attempts.set(cell, { name, payer, payee, amount: 1_000_00n, fee: 6_00n, screen, took });
}

async function arm(cell: Cell, value: string): Promise<void> {
  for (const one of wishesOf(cell, value)) await wish(one);
}

async function consume(paymentId: string) {
  const body = { topic: 'payment-confirmations', paymentIds: [paymentId] };
  const message = { id: paymentId, timestamp: Date.now(), attempts: 1, body };
  const batch = createMessageBatch('payment-confirmations', [message]);
  // biome-ignore lint/suspicious/noExplicitAny: a batch of whatever comes.
  await worker.queue(batch as MessageBatch<any>, env);
  return getQueueResult(batch, createExecutionContext());
}

async function whenFired(cell: Cell, { payer }: Parties): Promise<void> {
  await until(async () => (named[cell.name] ?? 0) > 0);
  await abort(cell, payer);
}

function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/** Looks at what fired until this is done, for all who wait for it. */
async function watchUntil(done: Promise<unknown>): Promise<void> {
  let over = false;
  const end = done.finally(() => {
    over = true;
  });
  while (!over) {
    named = (await calls()).named;
    await sleep(50);
  }
  await end;
  named = (await calls()).named;
}

/** The object is gone in the middle of whatever it does, and with it all that it has not stored. */
async function abort({ aborted }: Cell, payer: Person): Promise<void> {
  const reset = (_: unknown, state: DurableObjectState) => state.abort('a crash');
  const partition = () => parts.partition(parts.partitionOf(payer.msisdn));
  // The call ends with the object that it is made of.
  const gone =
    aborted === 'Subscriber'
      ? runInDurableObject(subscriber(payer), reset)
      : runInDurableObject(partition(), reset);
  await expect(gone).rejects.toThrow();
  if (aborted) counts[aborted] += 1;
}

/** Locks an account until `freed`; comes back when it is locked. */
async function hold({ account }: Person): Promise<void> {
  const held = rows(
    `/* holds ${account} */ with held as (select from tuma.accounts where id = $1 for update)
     select pg_sleep(60) from (select count(*) from held) h`,
    [account],
  );
  // It ends by being cancelled.
  held.catch(() => {});
  await until(async () => (await rows(`select h.pid from ${holder}`, [account])).length > 0);
}

const holder = `pg_stat_activity h
  where h.query like '/* holds ' || $1 || ' */%' and h.wait_event = 'PgSleep'`;

/** Where settle waits for the payee's account, the server ends its connection. Then the account is free. */
async function endInside(cell: Cell, { payer, payee }: Parties): Promise<void> {
  const waiting = `pg_stat_activity a, ${holder}
    and h.pid = any (pg_blocking_pids(a.pid)) and a.query like '%tuma.settle%'`;
  const found = () => rows(`select a.pid from ${waiting}`, [payee.account]);
  await until(async () => (await found()).length > 0);
  if (cell.aborted) await abort(cell, payer);
  const ended = await rows(`select pg_terminate_backend(a.pid) from ${waiting}`, [payee.account]);
  counts['connections ended inside settle'] += ended.length;
  await rows(`select pg_cancel_backend(h.pid) from ${holder}`, [payee.account]);
}

/** The time of all that is open is over, and the sweep ends it. */
async function openEnds(payers: readonly Person[]): Promise<void> {
  const past = `now() - interval '1 second'`;
  await rows(
    `update tuma.payments set expires_at = ${past} where ended_at is null and payer = any ($1)`,
    [payers.map(({ account }) => account)],
  );
  await rows(`update tuma.payment_timers set due_at = ${past}`);
  await sweep(parts);
}

/** The time of all that is open is over, and whoever ends it, or tells of it, has come. */
async function swept(payers: readonly Person[], cells: readonly Cell[]): Promise<void> {
  const accounts = payers.map(({ account }) => account);
  if (cells.some(isAfterEnd)) {
    await rows(`update tuma.receipts set at = at - interval '1 minute' where state = 'sending'`);
  }
  for (const _ of ['ends what is open', 'rings again for the ends']) {
    await openEnds(payers);
    const alarms = payers.map((payer) => runDurableObjectAlarm(subscriber(payer)));
    await Promise.all(alarms);
  }
  const unnotified = () =>
    rows(
      `select p.id from tuma.payments p
        where p.payer = any ($1)
          and (select count(*) from tuma.receipts r where r.about = p.id and r.state = 'sent')
              <> case p.state when 'completed' then 2 else 1 end`,
      [accounts],
    );
  await until(async () => (await unnotified()).length === 0);
  expect(await unnotified()).toEqual([]);
}
