/** Limits and the sessions' owners, in the real runtime: what survives a shut down, what is forgotten, what fails open. */
import {
  createExecutionContext,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
  waitOnExecutionContext,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { app } from '../../../../../edge/app.ts';
import type { SeenName } from '../../../../../edge/channels/ussd/abuse/name-lookups.ts';
import { systemClock } from '../../../../../edge/clock.ts';
import type { Env } from '../../../../../edge/env.ts';
import { until } from '../../../../support/clock/until.ts';
import { turnForm } from '../../../../support/phone/carrier.ts';
import {
  type Person,
  parts,
  person,
  pin,
  rows,
  storedBy,
  subscriber,
  turn,
} from '../../../../support/workers/town.ts';

const tooFast = 'END Too many requests. Please wait a minute and dial again.';
const over = 'END This session is over. Please dial again.';
const minute = 60_000;
const most = parts.settings.TURNS_PER_MINUTE;

/** Time as the objects see it. It never goes back: they live longer than a test. */
let ahead = 0;
const now = systemClock.now;
beforeAll(() => {
  vi.spyOn(systemClock, 'now').mockImplementation(() => now() + ahead);
});
afterAll(() => {
  vi.restoreAllMocks();
});

function later(ms: number) {
  ahead += ms;
}

/** A session, one turn of it, in another shape than the carrier's. */
function start(who: Person, sessionId: string) {
  return subscriber(who).turn({
    ...{ carrier: 'nalo', sessionId, msisdn: who.msisdn, budget: 160 },
    ...{ event: 'start', input: '*334#', service: '*334#', at: parts.clock.now() },
  });
}

describe('a number', () => {
  test('is let in again when its minute is over, and then another burst is another event', async () => {
    const who = await person();
    const dials = async (from: number) => {
      for (let n = from; n < from + most; n += 1) {
        expect(await turn(who, `fast-${n}`, '')).toMatch(/^CON Welcome/);
      }
      expect(await turn(who, `fast-${from}-much`, '')).toBe(tooFast);
      expect(await turn(who, `fast-${from}-more`, '')).toBe(tooFast);
    };
    const before = await counted('burst');
    await dials(0);
    later(minute + 1);
    await dials(most);
    expect(await until(async () => (await counted('burst')) === before + 2)).toBe(true);
  });

  test('whose session is cut off by the limit may go on from there by dialling again', async () => {
    const who = await person();
    for (let n = 0; n < most - 1; n += 1) await turn(who, `before-${n}`, '');
    await turn(who, 'cut', '');
    expect(await turn(who, 'cut', '1')).toBe(tooFast);
    later(minute);
    expect(await turn(who, 'cut', '1'), 'the same turn has the same reply').toBe(tooFast);
    expect(await turn(who, 'cut', '1*0711987654')).toBe(over);
    expect(await turn(who, 'anew', '')).toMatch(/^CON /);
  });
});

test('turns that contradict their session count as much as others', async () => {
  const who = await person();
  await turn(who, 'contradicts', '');
  await turn(who, 'contradicts', '1');
  for (let n = 2; n < most; n += 1) expect(await turn(who, 'contradicts', `2*${n}`)).toBe(over);
  expect(await turn(who, 'contradicts', '2*0')).toBe(tooFast);
  expect(await turn(who, 'contradicts', '1'), 'a repeat is answered').toMatch(/^CON Enter phone/);
});

describe('the owners of sessions', () => {
  test('are the first to come, until they are forgotten', async () => {
    const [first, second] = [await person(), await person()];
    expect(await turn(first, 'owned', '')).toMatch(/^CON Welcome/);
    expect(await turn(second, 'owned', '')).toBe(over);
    expect(await turn(second, 'owned', '1')).toBe(over);
    expect(await turn(first, 'owned', '1')).toMatch(/^CON Enter phone number/);
    expect(await kept(second), 'nothing begins').toEqual([]);

    later(10 * minute);
    expect(await turn(second, 'owned', '')).toMatch(/^CON Welcome/);
  });

  test('that were shut down let a session begin, which is another one', async () => {
    const [first, second] = [await person(), await person()];
    await turn(first, 'evicted', '');
    await turn(first, 'evicted', '1');
    const session = parts.pseudonyms.session('africastalking', 'evicted');
    await evictDurableObject(parts.owners('africastalking', session));
    expect(await turn(second, 'evicted', '')).toMatch(/^CON Welcome/);
    expect(await turn(first, 'evicted', '1*0711987654')).toMatch(/^CON Enter amount/);
  });

  test('change without fuss where the carrier says that a session starts', async () => {
    const [first, second] = [await person(), await person()];
    for (const who of [first, second, first]) {
      expect(await start(who, 'given again')).toMatchObject({ end: false });
    }
    expect(await start(second, '1')).toMatchObject({ end: false });
    expect(await turn(first, '1', ''), 'ids are of their carrier').toMatch(/^CON Welcome/);
  });

  test('are not asked by a carrier that names no sessions, nor waited for when they are away', async () => {
    const [first, second] = [await person(), await person()];
    const asked = vi.spyOn(env.SESSION_OWNERS, 'getByName').mockImplementation(() => {
      throw new Error('away');
    });
    for (const who of [first, second]) {
      const screen = await subscriber(who).turn({
        ...{ carrier: 'imimobile', sessionId: '-', msisdn: who.msisdn, budget: 160 },
        ...{ event: 'turn', input: '*334#', service: '*334#', unnamed: true },
        at: parts.clock.now(),
      });
      expect(screen).toMatchObject({ end: false });
    }
    expect(asked).not.toHaveBeenCalled();
    for (const who of [first, second]) {
      expect(await turn(who, 'away', '')).toMatch(/^CON Welcome/);
    }
    expect(asked).toHaveBeenCalledTimes(2);
    asked.mockRestore();
  });
});

describe('the names that were seen', () => {
  const names = (who: Person) => storedBy<SeenName[]>(who, 'names');

  test('are kept beyond their session, and then nothing remains', async () => {
    const [payer, payee, other] = [await person(), await person(), await person()];
    const asks = async (whom: Person, session: string) => {
      const to = `1*0${whom.msisdn.slice(3)}*100`;
      expect(await turn(payer, session, to)).toMatch(/^CON Send /);
      return `${to}*${pin}`;
    };
    const pay = await asks(payee, 'pays');
    await asks(payee, 'twice');
    await asks(other, 'looks');
    expect(await names(payer)).toHaveLength(2);
    expect(JSON.stringify(await names(payer))).not.toMatch(/\d{9}"/);
    await evictDurableObject(subscriber(payer));
    expect(await turn(payer, 'pays-again', pay.slice(0, -5))).toMatch(/^CON Send /);
    expect(await turn(payer, 'pays-again', pay)).toMatch(/^END .* Confirmed/);
    expect(await names(payer)).toHaveLength(1);

    later(20 * minute);
    expect(await runDurableObjectAlarm(subscriber(payer))).toBe(true);
    expect(new Map(await kept(payer)).get('sessions')).toEqual([]);
    expect(await names(payer)).toHaveLength(1);
    later(45 * minute);
    expect(await runDurableObjectAlarm(subscriber(payer)), 'it comes again').toBe(true);
    expect(await kept(payer)).toEqual([]);
    expect(await runDurableObjectAlarm(subscriber(payer)), 'no alarm is left').toBe(false);
  });
});

describe('a carrier', () => {
  const flooded: Pick<Env, 'CARRIER_LIMIT'> = {
    CARRIER_LIMIT: { limit: async () => ({ success: false }) },
  };

  async function asks(who: Person, sessionId: string, over: object) {
    const context = createExecutionContext();
    const body = turnForm({ msisdn: who.msisdn, sessionId, text: '' });
    const path = '/ussd/africastalking/demo';
    const reply = await app.request(path, { method: 'POST', body }, { ...env, ...over }, context);
    await waitOnExecutionContext(context);
    return reply;
  }

  test('that brings too much gets END for each turn, is counted once, and reaches nobody', async () => {
    const who = await person();
    const before = await counted('carrier_burst');
    for (const session of ['flood-1', 'flood-2', 'flood-3']) {
      const reply = await asks(who, session, flooded);
      expect([reply.status, await reply.text()]).toEqual([200, tooFast]);
    }
    expect(await counted('carrier_burst')).toBe(before + 1);
    expect(await kept(who)).toEqual([]);
  });

  test('is counted by its name, each turn once', async () => {
    const limit = vi.fn(async () => ({ success: true }));
    await asks(await person(), 'counted', { CARRIER_LIMIT: { limit } });
    expect(limit.mock.calls).toEqual([[{ key: 'africastalking' }]]);
  });

  test.each<[string, Pick<Env, 'CARRIER_LIMIT'>]>([
    ['fails', { CARRIER_LIMIT: { limit: () => Promise.reject(new Error('away')) } }],
    ['does not answer', { CARRIER_LIMIT: { limit: () => new Promise(() => {}) } }],
    ['is not there', { CARRIER_LIMIT: undefined as never }],
  ])('is served where the count %s', async (what, over) => {
    const reply = await asks(await person(), `open-${what.replaceAll(' ', '-')}`, over);
    expect(await reply.text()).toMatch(/^CON Welcome/);
  });

  test('is counted by the platform', async () => {
    expect(await env.CARRIER_LIMIT?.limit({ key: 'africastalking' })).toEqual({ success: true });
  });
});

async function counted(what: string): Promise<number> {
  const found = await rows('select count from tuma.security_counts where what = $1', [what]);
  return found.reduce((sum, { count }) => sum + Number(count), 0);
}

/** Everything that this number's object stores. */
function kept(who: Person): Promise<[string, unknown][]> {
  return runInDurableObject(subscriber(who), (_, { storage }) => [...storage.kv.list()]);
}
