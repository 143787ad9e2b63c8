/** The Subscriber object, in the real runtime: what it keeps, what it forgets, and what it does when it is moved. */
import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../../support/clock/until.ts';
import { aboveKeys } from '../../support/phone/keys.ts';
import {
  balanceOf,
  changeSessions,
  fired,
  inbox,
  misbehave,
  type Person,
  parts,
  payingTexts,
  paymentsOf,
  person,
  pin,
  sessionsOf,
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
  const kept = JSON.stringify(await sessionsOf(payer), text);
  expect(kept).toContain(payingTexts(payee)[2].slice(2));
  expect(kept).not.toMatch(/(?<![\w-])(7391|8642)(?![\w-])/);
});

describe('what a Subscriber stores', () => {
  /** Everything on its disk, byte for byte. */
  async function onDisk(who: Person): Promise<string> {
    const chars = (bytes: Uint8Array) => String.fromCharCode(...bytes);
    const text = (_: string, value: unknown) =>
      value instanceof Uint8Array ? chars(value) : typeof value === 'bigint' ? `${value}` : value;
    return JSON.stringify([...(await stored(who))], text);
  }

  test('says nothing of what was typed or shown: a PIN at another question, an identity', async () => {
    const [payer, payee] = [await person(), await person()];
    const [, , to] = payingTexts(payee);
    expect(await turn(payer, 'amount', to)).toMatch(/^CON Enter amount/);
    // Four digits are an amount, and shown for consent; on the disk they are nothing.
    expect(await turn(payer, 'amount', `${to}*${pin}`)).toMatch(/^CON Send Ksh7,391\.00 to AKINYI/);
    const newcomer = { ...payer, msisdn: `254734${payer.msisdn.slice(6)}` as Person['msisdn'] };
    const registers = '1*Zipporah Achieng*ab987654*17051991*1';
    expect(await turn(newcomer, 'registers', registers)).toMatch(/^CON Choose a PIN/);
    for (const who of [payer, newcomer]) {
      const kept = await onDisk(who);
      expect(kept.length).toBeGreaterThan(200);
      expect(kept).not.toMatch(/7391|7,391|739100|Zipporah|AKINYI|AB987654|1991|typed|journal/i);
      expect(kept).not.toContain(to.slice(3));
    }
  });

  test('of a payment that is under way, or of an SMS, says nothing either', async () => {
    const [payer, payee] = [await person(), await person()];
    const pay = await atPin(payer, payee, 'disk');
    await misbehave('refuse', 'tuma.reserve', 1_000);
    await misbehave('refuse', 'tuma.void_payment', 1_000);
    expect(await turn(payer, 'disk', pay)).toMatch(/being processed/);
    expect([...(await stored(payer)).keys()]).toContain('unresolved');
    expect(await onDisk(payer)).not.toMatch(/100000|requestedAt|p2p/);
    await misbehave(null);
    await runDurableObjectAlarm(subscriber(payer));
    expect(await until(async () => (await inbox(payer)).length > 0)).toBe(true);
    const handset = env.HANDSET.getByName(parts.pseudonyms.subscriber(payer.msisdn));
    const bytes = await runInDurableObject(handset, (_, { storage }) =>
      storage.kv.get<Uint8Array>('inbox'),
    );
    expect(new TextDecoder('latin1').decode(bytes)).not.toMatch(/Failed|254733/);
  });

  test('under a key that is gone, or of another object, is as if it were not there', async () => {
    const [payer, payee] = [await person(), await person()];
    const pay = await atPin(payer, payee, 'moved');
    const own = (await stored(payer)).get('sessions');
    await atPin(payee, payer, 'theirs');
    await runInDurableObject(subscriber(payee), (_, { storage }) => {
      storage.kv.put('sessions', own);
    });
    await evictDurableObject(subscriber(payee));
    expect(await sessionsOf(payee)).toEqual([]);
    expect(await turn(payee, 'afterwards', '')).toMatch(/^CON Welcome/);
    expect(await turn(payer, 'moved', pay)).toMatch(/ Confirmed\. /);
  });
});

describe('the alarm of a Subscriber', () => {
  test('forgets old sessions, and then nothing remains', async () => {
    const payer = await person();
    await turn(payer, 'old', '');
    await runDurableObjectAlarm(subscriber(payer));
    expect([...(await stored(payer)).keys()]).toEqual(['sessions']);

    await changeSessions(payer, (one) => ({ ...one, startedAt: one.startedAt - 11 * 60_000 }));
    await evictDurableObject(subscriber(payer));
    expect(await runDurableObjectAlarm(subscriber(payer))).toBe(true);
    expect((await stored(payer)).size).toBe(0);
    expect(await runDurableObjectAlarm(subscriber(payer)), 'no alarm is left').toBe(false);
  });

  test('empties the object of a number that never registered, also where its first turn was cut off', async () => {
    const stranger = { msisdn: '254799990001', account: '' } as Person;
    await turn(stranger, 'stranger', '');
    expect((await stored(stranger)).size).toBeGreaterThan(0);
    const cutOff = { msisdn: '254799990002', account: '' } as Person;
    await misbehave('hang', 'tuma.', 9);
    const first = turn(cutOff, 'cut-off', '').catch(() => 'cut off');
    const isArmedAndEmpty = () =>
      runInDurableObject(
        subscriber(cutOff),
        async (_, { storage }) =>
          (await storage.getAlarm()) !== null && [...storage.kv.list()].length === 0,
      );
    expect(await until(isArmedAndEmpty), 'the alarm is set before anything is stored').toBe(true);
    await abortAllDurableObjects();
    await first;
    await misbehave(null);
    for (const one of [stranger, cutOff]) {
      await runInDurableObject(subscriber(one), (_, { storage }) => {
        storage.kv.delete('sessions');
      });
      await evictDurableObject(subscriber(one));
      expect(await runDurableObjectAlarm(subscriber(one))).toBe(true);
      expect((await stored(one)).size).toBe(0);
      expect(await runDurableObjectAlarm(subscriber(one)), 'no alarm is left').toBe(false);
    }
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
