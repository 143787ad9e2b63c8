/** Wrong PINs and looked up names are counted over numbers, by carrier: what no crowd of honest people makes slows it down. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Msisdn } from '../../../core/msisdn.ts';
import { Books } from '../../support/books/books.ts';

const [right, wrong] = ['c0de', 'badbad'];
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

let books: Books;
let carrier: string;
let carriers = 0;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});
beforeEach(() => {
  carriers += 1;
  carrier = `carrier-${carriers}`;
});

const now = () => books.clock.now();
const passes = (ms: number) => books.clock.advance(ms);
const numbers = (count: number) =>
  Promise.all(Array.from({ length: count }, () => books.account()));

const tries = (account: string, mac = wrong) =>
  books.customers.verifyPin(account, mac, randomUUID(), { carrier, now: now() });

/** Somebody tries one PIN on as many numbers; gives what became of each. */
async function spray(count: number) {
  const all = await numbers(count);
  const answers = [];
  for (const account of all) answers.push(await tries(account));
  return { all, answers, late: answers.filter(({ isLate }) => isLate) };
}

async function counts() {
  const [row] = await books.rows('select * from tuma.carrier_watch where carrier = $1', [carrier]);
  return row;
}

describe('one PIN on fifty numbers in three seconds', () => {
  it('is stopped at the twentieth, and nothing more is tried or counted', async () => {
    const { all, answers, late } = await spray(50);
    expect(answers.map(({ isSlowed = false }) => isSlowed).indexOf(true)).toBe(19);
    expect(late).toHaveLength(30);
    expect(answers[20]).toEqual({ right: false, triesLeft: null, isLate: true });
    const tried = await books.rows(
      'select account_id from tuma.customers where account_id = any ($1) and pin_attempts > 0',
      [all],
    );
    expect(tried).toHaveLength(20);
  });

  it('leaves other carriers, and goes on for a minute', async () => {
    const { all } = await spray(20);
    const victim = all[0] ?? '';
    expect(await tries(victim, right)).toMatchObject({ right: false, isLate: true });
    const slowed = carrier;
    carrier = `other-${carriers}`;
    expect(await tries(victim, right)).toMatchObject({ right: true });
    carrier = slowed;
    await passes(minute - 1);
    expect(await tries(victim, right)).toMatchObject({ isLate: true });
    await passes(1);
    expect(await tries(victim, right)).toMatchObject({ right: true });
  });

  it('is slowed down twice as long each time that it goes on, up to an hour', async () => {
    const lasted: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      await spray(20);
      const until = new Date(String((await counts())?.pins_slowed_until)).getTime();
      lasted.push((until - now()) / minute);
      await passes(until - now());
    }
    expect(lasted).toEqual([1, 2, 4, 8, 16, 32, 64, 64]);
    await passes(day);
    await spray(20);
    const until = new Date(String((await counts())?.pins_slowed_until)).getTime();
    expect(until - now()).toBe(minute);
  });
});

describe('honest people', () => {
  it('who mistype, each often, are one number each', async () => {
    for (const account of await numbers(19)) {
      for (const _ of [1, 2, 3]) await tries(account);
    }
    expect(await counts()).toMatchObject({ wrong_pins: 19, pins_slows: 0 });
  });

  it('are a crowd: twenty who mistype among a hundred slow nobody down', async () => {
    await tries(await books.account());
    await books.rows('update tuma.carrier_watch set right_pins = 100 where carrier = $1', [
      carrier,
    ]);
    expect((await spray(30)).late).toEqual([]);
  });

  it('are counted by one in sixteen, once an hour each, whoever types how often', async () => {
    await tries(await books.account());
    const rich = await books.account();
    for (let n = 0; n < 40; n += 1) await tries(rich, right);
    const { right_pins } = (await counts()) ?? {};
    expect([0, 4]).toContain(right_pins);
    for (const account of await numbers(120)) await tries(account, right);
    expect(Number((await counts())?.right_pins)).toBeGreaterThan(0);
    expect(Number((await counts())?.right_pins) % 4).toBe(0);
  });

  it('are forgotten with the hours, wrong ones too', async () => {
    await spray(19);
    await passes(hour);
    await tries(await books.account());
    expect(Number((await counts())?.wrong_pins)).toBeCloseTo(10.5, 1);
    await passes(30 * day);
    await tries(await books.account());
    expect(Number((await counts())?.wrong_pins)).toBeCloseTo(1, 3);
  });
});

it('a try without a carrier is nobody’s', async () => {
  const before = await books.rows('select count(*) from tuma.carrier_watch');
  await books.customers.verifyPin(await books.account(), wrong, randomUUID());
  expect(await books.rows('select count(*) from tuma.carrier_watch')).toEqual(before);
});

describe('names that are looked up and not paid', () => {
  const looked = (names: number) => books.customers.countNames(carrier, names, now());
  const isLate = async () => {
    const [row] = await books.rows(
      `select names_slowed_until > $2 late from tuma.carrier_watch where carrier = $1`,
      [carrier, new Date(now()).toISOString()],
    );
    return row?.late;
  };

  it('slow their carrier down at the sixtieth, and not where they are paid', async () => {
    for (let n = 0; n < 59; n += 1) expect(await looked(1)).toBe(false);
    await looked(-30);
    for (let n = 0; n < 30; n += 1) expect(await looked(1)).toBe(false);
    expect(await looked(1)).toBe(true);
    expect(await isLate()).toBe(true);
    await passes(minute);
    expect(await isLate()).toBe(false);
  });

  it('are what a crowd looks up that types a right PIN for ten of them', async () => {
    await looked(1);
    await books.rows('update tuma.carrier_watch set right_pins = 96 where carrier = $1', [carrier]);
    for (let n = 0; n < 50; n += 1) expect(await looked(16)).toBe(false);
  });

  it('are known to the next session through it', async () => {
    const msisdn = '254799123456' as Msisdn;
    const person = { msisdn, givenName: 'Asha', familyName: '', language: 'en' } as const;
    await books.customers.open({ ...person, tier: 1, pinMac: 'c0de' }, now());
    for (let n = 0; n < 4; n += 1) await looked(16);
    await books.rows(
      `update tuma.carrier_watch set names_slowed_until = now() + interval '1 minute' where carrier = $1`,
      [carrier],
    );
    expect(await books.customers.find(msisdn, carrier)).toMatchObject({ namesAreLate: true });
    expect((await books.customers.find(msisdn, 'another'))?.namesAreLate).toBeUndefined();
    expect((await books.customers.find(msisdn))?.namesAreLate).toBeUndefined();
  });
});
