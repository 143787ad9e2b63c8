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
import { money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import { sweep } from '../../edge/sweep.ts';
import worker from '../../edge/worker.ts';
import { type Attempt, type End, shares, tally, truthOf, type Witness } from '../support/truth.ts';
import { until } from '../support/until.ts';
import { type Cell, faults, isAfterEnd, isInside, rounds, wishesOf } from './crash-points.ts';
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
} from './town.ts';

interface Parties {
  readonly payer: Person;
  readonly payee: Person;
}

const numbered = rounds.map((cells, i) => [i + 1, cells] as const);
const attempts = new Map<Cell, Attempt & Parties>();
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
});

test.each(numbered)(
  'round %i goes to its end, and the books are in order',
  { timeout: 90_000 },
  async (_, cells) => {
    const parties = await people(cells.length);
    const inside = cells.filter(isInside);
    const watching = setInterval(watch, 50);
    const partiesOf = (cell: Cell) => parties[cells.indexOf(cell)] as Parties;
    await Promise.all([
      inside.length > 0 && endInside(inside, partiesOf),
      // One after the other begins: a phone is not to wait because all begin in the same moment.
      ...cells
        .filter((cell) => !isInside(cell))
        .map((cell, i) => sleep(60 * i).then(() => pays(cell, partiesOf(cell)))),
    ]);
    clearInterval(watching);
    await watch();
    await wish({ fault: null });
    await swept(
      parties.map(({ payer }) => payer),
      cells,
    );
    expect(await parts.operations.audit(parts.clock.now())).toEqual([]);
  },
);

describe.each(numbered)('in round %i', (_, cells) => {
  test.each(cells.map((cell) => [cell.name, cell] as const))('%s', async (_, cell) => {
    const attempt = attempts.get(cell);
    if (!attempt) throw new Error('nothing was paid');
    expect(named[cell.name] ?? 0, `the fault fired: ${attempt.screen}`).toBeGreaterThan(0);
    // Where the mark of a message was lost for good it is sent again: nobody can know that it was.
    const mostMessages = cell.point.match === 'tuma.finish_receipts' ? 2 : 1;
    const end = await truthOf(witness, attempt, mostMessages);
    ends[end] = (ends[end] ?? 0) + 1;
    const expected: End = cell.times > 1 ? cell.point.end(cell.fault) : 'completed';
    expect(end, attempt.screen).toBe(expected);
  });
});

test('sweeps that are cut off, each in another way, are made up for by the next', async () => {
  const [parties] = await people(1);
  const { payer, payee } = parties as Parties;
  const request = payment(payer.account, payee.account, 1_000_00n, { fee: money(6_00n, 'KES') });
  await reserved(request);
  await comesDue(request.id);
  for (const fault of faults)
    await wish({ match: 'tuma.see_to_agenda', fault, name: `s ${fault}` });
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
  expect(await parts.operations.audit(parts.clock.now())).toEqual([]);
});

test('no line of the log has a PIN or a number in it', () => {
  expect(lines.length).toBeGreaterThan(10);
  const canary = new RegExp(`(?<![\\w-])(${pin}|25473\\d{7})(?![\\w-])`);
  expect(lines.filter((line) => canary.test(line))).toEqual([]);
});

const witness: Witness = {
  payments: async (payer) => (await paymentsOf(payer as Person)) as { state: string }[],
  async balance(person) {
    const row = await balanceOf(person as Person);
    return { balance: BigInt(row?.balance ?? 0), held: BigInt(row?.held ?? 0) };
  },
  async messages(person, count, patience) {
    const texts = async () => (await inbox(person as Person)).map(({ text }) => text);
    await until(async () => (await texts()).length >= count, patience);
    return texts();
  },
};

let numbers = 0;

/** So many payers, each of another partition, and whom they pay. */
function people(count: number): Promise<Parties[]> {
  const next = () => `254734${String(numbers++).padStart(6, '0')}` as Msisdn;
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

/** Types all that pays 1,000.00, while the cell happens to it. */
async function pays(cell: Cell, parties: Parties, beforePin = async () => {}): Promise<void> {
  const { payer, payee } = parties;
  const { name } = cell;
  if (!isAfterEnd(cell))
    await arm(cell, /find_customer/.test(cell.point.match) ? payer.msisdn : payer.account);
  const crash = cell.aborted && !isInside(cell) ? whenFired(cell, parties) : undefined;
  const texts = payingTexts(payee);
  let screen = '';
  for (const [i, text] of texts.entries()) {
    if (i === texts.length - 1) await beforePin();
    screen = await turn(payer, `crash-${payer.msisdn}`, text);
    if (screen.startsWith('END ')) break;
  }
  if (isAfterEnd(cell)) {
    const id = (await paymentsOf(payer))[0]?.id ?? '';
    await arm(cell, id);
    // As the queue brings it; where that fails, the queue brings it again, and the sweep rings.
    await consume(id).catch(() => {});
  }
  await crash;
  attempts.set(cell, { name, payer, payee, amount: 1_000_00n, fee: 6_00n, screen });
}

async function arm(cell: Cell, value: string): Promise<void> {
  for (const one of wishesOf(cell, value)) await wish(one);
}

async function consume(paymentId: string) {
  const body = { topic: 'payment-confirmations', paymentId };
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

async function watch(): Promise<void> {
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

/** Each waits inside settle for its payee's account; then the server ends all that wait, and the accounts are free. */
async function endInside(cells: readonly Cell[], partiesOf: (cell: Cell) => Parties) {
  const held = Promise.withResolvers<void>();
  let asked = 0;
  const beforePin = async () => {
    asked += 1;
    if (asked === cells.length) held.resolve(hold(cells.map((cell) => partiesOf(cell).payee)));
    await held.promise;
  };
  const paid = Promise.all(cells.map((cell) => pays(cell, partiesOf(cell), beforePin)));
  await held.promise;
  const waiting = `from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like '%tuma.settle%'`;
  const all = async () => (await rows(`select pid ${waiting}`)).length >= cells.length;
  expect(await until(all), 'all are inside settle').toBe(true);
  await Promise.all(cells.map((cell) => cell.aborted && abort(cell, partiesOf(cell).payer)));
  const ended = await rows(`select pg_terminate_backend(pid) ${waiting}`);
  counts['connections ended inside settle'] += ended.length;
  await rows(`select pg_cancel_backend(pid) ${holder}`);
  await paid;
}

const holder = `from pg_stat_activity where query like 'with held as%' and wait_event = 'PgSleep'`;

/** Locks these accounts until it is cancelled; comes back when they are locked. */
async function hold(payees: readonly Person[]): Promise<void> {
  const cancelled = rows(
    `with held as (select from tuma.accounts where id = any ($1) order by id for update)
     select pg_sleep(60) from (select count(*) from held) h`,
    [payees.map(({ account }) => account)],
  );
  cancelled.catch(() => {});
  await until(async () => (await rows(`select pid ${holder}`)).length > 0);
}

/** The time of all that is open is over, and whoever ends it, or tells of it, has come. */
async function swept(payers: readonly Person[], cells: readonly Cell[]): Promise<void> {
  const accounts = payers.map(({ account }) => account);
  if (cells.some(isAfterEnd)) {
    await rows(`update tuma.receipts set at = at - interval '1 minute' where state = 'sending'`);
  }
  for (const _ of ['ends what is open', 'rings again for the ends']) {
    const past = `now() - interval '1 second'`;
    await rows(
      `update tuma.payments set expires_at = ${past} where ended_at is null and payer = any ($1)`,
      [accounts],
    );
    await rows(`update tuma.agenda set due_at = ${past}`);
    const alarms = payers.map((payer) => runDurableObjectAlarm(subscriber(payer)));
    await Promise.all([sweep(parts), ...alarms]);
  }
  const untold = () =>
    rows(
      `select p.id from tuma.payments p
        where p.payer = any ($1)
          and (select count(*) from tuma.receipts r where r.about = p.id and r.state = 'sent')
              <> case p.state when 'completed' then 2 else 1 end`,
      [accounts],
    );
  await until(async () => (await untold()).length === 0);
  expect(await untold()).toEqual([]);
}
