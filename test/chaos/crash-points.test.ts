/**
 * A payment may be cut off at any point: before its intent is known (C0) up to after its message was taken (C9). At each
 * point the call to the database is refused, or done and its reply lost in one of four ways; once, or for good.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Fault } from '../../db/local/neon.ts';
import { crowd, local, town, until } from '../support/town.ts';
import { type Attempt, type End, tally, truthOf } from '../support/truth.ts';

const here = town();

interface Case {
  readonly point: string;
  readonly match: string;
  readonly faults: readonly Fault[];
  /** How often; four tries make a call that never succeeds. */
  readonly times: number;
  /** How it may end. */
  readonly ends: readonly End[];
}

const unexecuted: readonly Fault[] = ['refuse'];
const lost: readonly Fault[] = ['drop', 'cut', 'bad_gateway'];
const every = [...unexecuted, ...lost];
const forGood = 8;

const points: readonly Case[] = [
  once('C0 before anything is known', 'tuma.find_customer', every),
  once('C0 before anything is known', 'tuma.read_recipients', every),
  once('C0 before anything is known', 'tuma.read_quote', every),
  { ...once('C0 and it stays', 'tuma.read_quote', every), times: forGood, ends: ['none'] },
  once('C1 before the payment is asked for', 'tuma.verify_pin', [...every, 'hang']),
  { ...once('C1 and it stays', 'tuma.verify_pin', every), times: forGood, ends: ['none'] },
  once('C2 reserve is not executed', 'tuma.reserve', unexecuted),
  { ...once('C2 and it stays', 'tuma.reserve', unexecuted), times: forGood, ends: ['failed'] },
  once('C3 reserve’s reply is lost', 'tuma.reserve', [...lost, 'hang']),
  { ...once('C3 and it stays', 'tuma.reserve', lost), times: forGood, ends: ['failed'] },
  once('C3 fraud is not heard', 'tuma.read_profiles', every),
  { ...once('C3 and it stays', 'tuma.read_profiles', every), times: forGood },
  {
    ...once('C3 no revenue check', 'tuma.read_standings', every),
    times: forGood,
    ends: ['failed'],
  },
  once('C5 settle is not executed', 'tuma.settle', unexecuted),
  { ...once('C5 and it stays', 'tuma.settle', unexecuted), times: forGood, ends: ['failed'] },
  once('C7 settle’s reply is lost', 'tuma.settle', [...lost, 'hang']),
  { ...once('C7 and it stays', 'tuma.settle', lost), times: forGood },
  { ...once('C8 the outbox keeps it', 'tuma.published', ['refuse', 'drop']), times: forGood },
  once('C8 the bell is not heard', 'tuma.claim_receipts', ['refuse', 'cut']),
  once('C9 the message’s mark is lost', 'tuma.finish_receipts', every),
];

function once(point: string, match: string, faults: readonly Fault[]): Case {
  return { point, match, faults, times: 1, ends: ['completed'] };
}

const cases = points.flatMap((one) => one.faults.map((fault) => ({ ...one, fault })));
const attempts: { attempt: Attempt; ends: readonly End[] }[] = [];
const ends: Record<string, number> = {};
const fired: Record<string, number> = {};

beforeAll(() => {
  expect(2 * cases.length, 'people for all cases').toBeLessThanOrEqual(200);
});
afterEach(() => here.neon.behave());

test.each(cases)('$point: $match, $fault × $times', async ({ fault, match, times, ...one }) => {
  const n = 2 * attempts.length + 1;
  const [payer, payee] = [crowd(n), crowd(n + 1)];
  const before = here.neon.calls.fired[fault];
  here.neon.misbehave({ fault, match, times });
  const phone = here.phone(payer);
  const name = `${one.point}: ${match} ${fault} × ${times}`;
  const screen = await untilTheEnd(phone, [local(payee.msisdn), '1000', payer.pin]);
  attempts.push({
    attempt: { name, payer, payee, amount: 1_000_00n, fee: 6_00n, screen },
    ends: one.ends,
  });
  // What is behind the reply may be on its way still.
  await until(async () => here.neon.calls.fired[fault] > before);
  const hits = here.neon.calls.fired[fault] - before;
  expect(hits, 'the fault fired').toBeGreaterThan(0);
  fired[fault] = (fired[fault] ?? 0) + hits;
});

/** Goes on while the screen asks for something. */
async function untilTheEnd(phone: ReturnType<typeof here.phone>, answers: readonly string[]) {
  await phone.dial();
  for (const answer of ['1', ...answers]) {
    if (phone.screen.startsWith('CON ')) await phone.types(answer);
  }
  expect(phone.screen).toMatch(/^END /);
  return phone.screen;
}

test('a settle whose connection the server ends in the middle (C6) is done once', async () => {
  const n = 2 * attempts.length + 1;
  const [payer, payee] = [crowd(n), crowd(n + 1)];
  const phone = here.phone(payer);
  await phone.goes('1', local(payee.msisdn), '1000');
  const blocker = await here.owner.connect();
  let ended = 0;
  try {
    await blocker.query('begin');
    await blocker.query(
      `select from tuma.accounts a join tuma.customers c on c.account_id = a.id
        where c.msisdn = $1 for update of a`,
      [payee.msisdn],
    );
    const last = phone.types(payer.pin);
    for (let tries = 0; ended === 0 && tries < 100; tries += 1) {
      const { rowCount } = await here.owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where usename = 'tuma_app' and wait_event_type = 'Lock' and query like '%tuma.settle%'`,
      );
      ended = rowCount ?? 0;
    }
    await blocker.query('commit');
    expect(ended, 'connections ended inside settle').toBeGreaterThan(0);
    const attempt = { name: 'C6', payer, payee, amount: 1_000_00n, fee: 6_00n, screen: await last };
    attempts.push({ attempt, ends: ['completed'] });
    fired.terminated = ended;
  } finally {
    blocker.release();
  }
});

test('after a sweep every payment is at its end, told truly, and told once', async () => {
  await here.aMinutePasses();
  for (const { attempt, ends: allowed } of attempts) {
    const end = await truthOf(here, attempt);
    expect(allowed, attempt.name).toContain(end);
    ends[end] = (ends[end] ?? 0) + 1;
  }
  expect(await here.audit()).toEqual([]);
}, 60_000);

afterAll(() => {
  tally('faults fired', fired);
  tally('payments ended', ends);
});
