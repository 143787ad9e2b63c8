/** The Subscriber object, in the real runtime: what it keeps, what it forgets, and what it does when it is moved. */
import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { afterEach, describe, expect, test } from 'vitest';
import type { Session } from '../../../edge/channels/ussd/sessions.ts';
import { until } from '../../support/clock/until.ts';
import { aboveKeys } from '../../support/phone/keys.ts';
import {
  balanceOf,
  fired,
  inbox,
  misbehave,
  type Person,
  parts,
  payingTexts,
  paymentsOf,
  person,
  pin,
  subscriber,
  turn,
} from '../../support/workers/town.ts';

afterEach(() => misbehave(null));

async function atPin(payer: Person, payee: Person, session: string): Promise<string> {
  const [first, second, third, fourth, pay] = payingTexts(payee);
  for (const text of [first, second, third]) await turn(payer, session, text);
  expect(aboveKeys(await turn(payer, session, fourth))).toMatch(/Enter PIN:$/);
  return pay;
}

async function movedOnce(payer: Person, payee: Person) {
  expect(await paymentsOf(payer)).toMatchObject([{ state: 'completed' }]);
  expect(await balanceOf(payer)).toEqual({ balance: '899400', held: '0' });
  expect(await balanceOf(payee)).toEqual({ balance: '1100000', held: '0' });
}

async function stored(who: Person): Promise<Map<string, unknown>> {
  return runInDurableObject(subscriber(who), (_, { storage }) => new Map(storage.kv.list()));
}

describe('a Subscriber that is shut down', () => {
  test('between any two turns goes on from what it stored', async () => {
    const [payer, payee] = [await person(), await person()];
    let last = '';
    for (const text of payingTexts(payee)) {
      last = await turn(payer, 'evicted', text);
      await evictDurableObject(subscriber(payer));
    }
    expect(last).toMatch(/^END .* Confirmed\. .* New balance Ksh8,994\.00\.$/);
    const pay = payingTexts(payee)[4];
    expect(await turn(payer, 'evicted', pay)).toBe(last);
    await movedOnce(payer, payee);
  });

  test.each(['tuma.verify_pin', 'tuma.reserve', 'tuma.settle'])(
    'with all objects, in the middle of %s, asks again with the same ids',
    async (match) => {
      const [payer, payee] = [await person(), await person()];
      const pay = await atPin(payer, payee, match);
      const before = await fired('latency');
      await misbehave('latency', match, 1, 900);
      const answer = turn(payer, match, pay);
      expect(await until(async () => (await fired('latency')) > before)).toBe(true);
      await abortAllDurableObjects();
      expect(await answer).toMatch(/^END .* Confirmed\. /);
      expect(await turn(payer, match, pay)).toBe(await answer);
      await movedOnce(payer, payee);
    },
  );
});

test('ten identical turns at once are one', async () => {
  const [payer, payee] = [await person(), await person()];
  const pay = await atPin(payer, payee, 'ten');
  const answers = await Promise.all(Array.from({ length: 10 }, () => turn(payer, 'ten', pay)));
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toMatch(/^END .* Confirmed\. /);
  await movedOnce(payer, payee);
});

test('nothing that a Subscriber stores holds a PIN, typed right, wrong, early or in a gap', async () => {
  const [payer, payee] = [await person(), await person()];
  const pay = await atPin(payer, payee, 'wrong');
  await turn(payer, 'wrong', pay.replace(/\d+$/, '8642'));
  await turn(payer, 'wrong', `${pay.replace(/\d+$/, '8642')}*${pin}`);
  await turn(payer, 'early', '');
  await turn(payer, 'early', pin);
  await turn(payer, 'number', '1');
  await turn(payer, 'number', `1*${pin}`);
  await turn(payer, 'gap', '');
  await turn(payer, 'gap', pay);
  const text = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);
  const kept = JSON.stringify([...(await stored(payer))], text);
  expect(kept).toContain(payingTexts(payee)[2].slice(2));
  expect(kept).not.toMatch(/(?<![\w-])(7391|8642)(?![\w-])/);
});

describe('the alarm of a Subscriber', () => {
  test('forgets old sessions, and then nothing remains', async () => {
    const payer = await person();
    await turn(payer, 'old', '');
    await runDurableObjectAlarm(subscriber(payer));
    expect([...(await stored(payer)).keys()]).toEqual(['sessions']);

    await runInDurableObject(subscriber(payer), (_, { storage }) => {
      const sessions = storage.kv.get<Session[]>('sessions') ?? [];
      const old = sessions.map((one) => ({ ...one, startedAt: one.startedAt - 11 * 60_000 }));
      storage.kv.put('sessions', old);
    });
    expect(await runDurableObjectAlarm(subscriber(payer))).toBe(true);
    expect((await stored(payer)).size).toBe(0);
    expect(await runDurableObjectAlarm(subscriber(payer)), 'no alarm is left').toBe(false);
  });

  test('puts an end to a payment that nobody heard of, also when it runs twice', async () => {
    const [payer, payee] = [await person(), await person()];
    await unheard(payer, payee, 'unheard');
    expect(await paymentsOf(payer)).toEqual([]);
    await misbehave(null);

    await runInDurableObject(subscriber(payer), async (object) => {
      await Promise.all([object.alarm(), object.alarm()]);
      await object.alarm();
    });
    expect(await paymentsOf(payer)).toMatchObject([{ state: 'failed' }]);
    expect(await balanceOf(payer)).toEqual({ balance: '1000000', held: '0' });
    expect((await stored(payer)).has('unresolved')).toBe(false);
    expect(await until(async () => (await inbox(payer)).length > 0)).toBe(true);
    expect(await inbox(payer)).toMatchObject([{ text: expect.stringContaining(' Failed. ') }]);
    expect(await inbox(payee)).toEqual([]);
  });

  test('comes again while the books are away', async () => {
    const [payer, payee] = [await person(), await person()];
    await unheard(payer, payee, 'away');
    await runDurableObjectAlarm(subscriber(payer));
    expect((await stored(payer)).has('unresolved')).toBe(true);
    await misbehave(null);
    expect(await runDurableObjectAlarm(subscriber(payer)), 'it was set again').toBe(true);
    expect(await paymentsOf(payer)).toMatchObject([{ state: 'failed' }]);
  });

  test('keeps what a turn leaves open while it runs', async () => {
    const [payer, payee] = [await person(), await person()];
    await unheard(payer, payee, 'first');
    await misbehave(null);
    // With its answers, so that it is not told of the first payment.
    const [, , , whole, pay] = payingTexts(payee);
    expect(aboveKeys(await turn(payer, 'second', whole))).toMatch(/Enter PIN:$/);
    // The first payment's end takes its time; the second is never heard of.
    await misbehave('latency', 'tuma.void_payment', 1, 1_500);
    await misbehave('refuse', 'tuma.reserve', 4);
    await misbehave('refuse', 'tuma.void_payment', 4);
    const before = await fired('latency');
    await runInDurableObject(subscriber(payer), async (object) => {
      const alarm = object.alarm();
      await until(async () => (await fired('latency')) > before);
      const [, sessionId, transcript] = ['', 'second', pay];
      const screen = await object.turn({
        ...{ carrier: 'africastalking', sessionId, msisdn: payer.msisdn, transcript, budget: 160 },
      });
      expect(screen.text).toMatch(/being processed/);
      await alarm;
    });
    await misbehave(null);
    await runDurableObjectAlarm(subscriber(payer));
    expect(await paymentsOf(payer)).toMatchObject([{ state: 'failed' }, { state: 'failed' }]);
  });

  test('is not put off by dialling again', async () => {
    const [payer, payee] = [await person(), await person()];
    await unheard(payer, payee, 'open');
    await misbehave(null);
    const alarmAt = () => runInDurableObject(subscriber(payer), (_, s) => s.storage.getAlarm());
    const first = await alarmAt();
    expect(first).toBeGreaterThan(parts.clock.now());
    expect(await turn(payer, 'again', '')).toMatch(/^CON .* being processed\./);
    expect(await alarmAt()).toBe(first);
  });

  /** A payment that is neither reserved nor given up: the phone hears that it is being processed. */
  async function unheard(payer: Person, payee: Person, session: string) {
    const pay = await atPin(payer, payee, session);
    await misbehave('refuse', 'tuma.reserve', 1_000);
    await misbehave('refuse', 'tuma.void_payment', 1_000);
    expect(await turn(payer, session, pay)).toMatch(/^END .* being processed\./);
  }
});
