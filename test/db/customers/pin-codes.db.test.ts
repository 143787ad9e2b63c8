import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { pinCodes } from '../../../db/customers/pin-codes.ts';
import { accounts } from '../../../db/operator/accounts.ts';
import { Books, funding } from '../../support/books/books.ts';
import { ksh } from '../../support/phone/phone.ts';

const [right, wrong, oldPin, newPin] = ['c0de', 'badbad', '01d0', 'e110'];
const [second, minute, day] = [1_000, 60_000, 86_400_000];
const why = { by: 'ann', reason: 'at the branch' };

let books: Books;
let codes: ReturnType<typeof pinCodes>;
let desk: ReturnType<typeof accounts>;
let account: string;
let msisdn: Msisdn;
let people = 0;

beforeAll(async () => {
  books = await Books.open();
  codes = pinCodes(books.sql);
  desk = accounts(books.desk, kenya);
});
afterAll(() => books.close());

beforeEach(async () => {
  people += 1;
  msisdn = `25479900${1_000 + people}` as Msisdn;
  const person = { msisdn, givenName: 'Asha', familyName: 'Mwende', language: 'en' as const };
  account = (await desk.open(person, why, now())) ?? '';
});

const now = () => books.clock.now();
const passes = (ms: number) => books.clock.advance(ms);

/** A code goes out, whose MAC is this one. */
const send = (mac = right, notice: string = randomUUID(), proof?: string) =>
  codes.send(account, { mac, notice, proof }, now());

const tries = (mac: string, attempt: string = randomUUID()) =>
  codes.verify(account, mac, attempt, now());

const chooses = (pinMac: string, proof: string, notice: string = randomUUID()) =>
  codes.choosePin(account, { pinMac, proof, notice }, now());

async function proved(): Promise<string> {
  const attempt = randomUUID();
  expect(await tries(right, attempt)).toMatchObject({ verdict: 'right' });
  return attempt;
}

/** The customer has this PIN, by a code that was sent an hour ago. */
async function hasPin(pinMac = oldPin): Promise<void> {
  expect(await send()).toBe('sent');
  expect(await chooses(pinMac, await proved())).toBe('chosen');
  await passes(60 * minute);
}

async function noticesSent(): Promise<unknown[]> {
  const rows = await books.rows(
    'select kind from tuma.notices where msisdn = $1 order by at, kind',
    [msisdn],
  );
  return rows.map(({ kind }) => kind);
}

const customer = () => books.customers.find(msisdn);

describe('a wallet that the desk opened', () => {
  it('has no PIN, and no PIN is right or counted', async () => {
    expect(await customer()).toMatchObject({ hasPin: false, codeUntil: undefined });
    for (const mac of [right, wrong, wrong, wrong]) {
      expect(await books.customers.verifyPin(account, mac, randomUUID())).toEqual({
        right: false,
        triesLeft: null,
      });
    }
    expect(await books.customers.changePin(account, newPin, randomUUID(), now())).toBe('locked');
  });

  it('gets one by a code that came by SMS, and hears of it', async () => {
    expect(await send()).toBe('sent');
    expect(await customer()).toMatchObject({ hasPin: false, codeUntil: now() + 10 * minute });
    expect(await chooses(newPin, await proved())).toBe('chosen');
    expect(await customer()).toMatchObject({ hasPin: true, codeUntil: undefined });
    const tried = await books.customers.verifyPin(account, newPin, randomUUID());
    expect(tried).toEqual({ right: true, triesLeft: 3 });
    expect(await noticesSent()).toEqual(['pin_code', 'pin_changed']);
    // A first PIN replaces none, so nothing is lowered.
    expect(await limitToday()).toBeUndefined();
    expect(await books.audit()).toEqual([]);
  });
});

describe('a code', () => {
  it('is of use for ten minutes, once', async () => {
    await send();
    await passes(10 * minute - 1);
    const proof = await proved();
    expect(await chooses(newPin, proof)).toBe('chosen');
    expect(await tries(right)).toMatchObject({ verdict: 'over' });
    expect(await chooses(oldPin, proof)).toBe('over');
    await passes(2 * minute);
    await desk.change(account, 'reset_pin', why, now());
    await send();
    await passes(10 * minute);
    expect(await tries(right)).toMatchObject({ verdict: 'over' });
  });

  it('is replaced by a new one, with what it proved', async () => {
    await send();
    const proof = await proved();
    await passes(minute);
    expect(await send('beef')).toBe('sent');
    expect(await chooses(newPin, proof)).toBe('over');
    expect(await tries(right)).toMatchObject({ verdict: 'wrong' });
    expect(await tries('beef')).toMatchObject({ verdict: 'right' });
  });

  it('is sent once a minute, five times a day', async () => {
    expect(await send()).toBe('sent');
    await passes(minute - 1);
    expect(await send()).toBe('too_soon');
    await passes(1);
    for (const _ of [2, 3, 4, 5]) {
      expect(await send()).toBe('sent');
      await passes(minute);
    }
    expect(await send()).toBe('too_many');
    await passes(day - 5 * minute);
    expect(await send()).toBe('sent');
  });

  it('of a turn that comes again is one SMS', async () => {
    const notice = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => send(right, notice)));
    expect(answers).toEqual(['sent', 'sent', 'sent']);
    expect(await noticesSent()).toEqual(['pin_code']);
  });

  it('blocks after five wrong tries, over all codes, and for a day', async () => {
    await send();
    for (const triesLeft of [4, 3]) {
      expect(await tries(wrong)).toEqual({ verdict: 'wrong', triesLeft });
    }
    await passes(minute);
    await send();
    for (const triesLeft of [2, 1]) {
      expect(await tries(wrong)).toEqual({ verdict: 'wrong', triesLeft });
    }
    expect(await tries(wrong)).toEqual({ verdict: 'blocked', triesLeft: 0 });
    expect(await tries(right)).toMatchObject({ verdict: 'blocked' });
    await passes(minute);
    expect(await send()).toBe('blocked');
    expect(await customer()).toMatchObject({ codeUntil: undefined });
    await passes(day);
    expect(await send()).toBe('sent');
    expect(await tries(right)).toMatchObject({ verdict: 'right' });
    expect(await books.audit()).toEqual([]);
  });

  it('that was tried by a turn that comes again is counted once', async () => {
    await send();
    const attempt = randomUUID();
    for (const _ of [1, 2, 3]) {
      expect(await tries(wrong, attempt)).toEqual({ verdict: 'wrong', triesLeft: 4 });
    }
    const answers = await Promise.all(Array.from({ length: 12 }, () => tries(wrong)));
    expect(answers.filter(({ verdict }) => verdict === 'wrong')).toHaveLength(3);
  });

  it('that two sessions typed lets the later one choose', async () => {
    await send();
    const [first, later] = [await proved(), await proved()];
    expect(await chooses(newPin, first)).toBe('over');
    expect(await chooses(newPin, later)).toBe('chosen');
  });

  it('that was right chooses one PIN, however often the turn comes', async () => {
    await send();
    const [proof, notice] = [await proved(), randomUUID()];
    for (const _ of [1, 2]) expect(await chooses(newPin, proof, notice)).toBe('chosen');
    expect(await noticesSent()).toEqual(['pin_code', 'pin_changed']);
  });

  it('that was right goes out of use when nobody chooses', async () => {
    await send();
    const proof = await proved();
    await passes(15 * minute);
    expect(await chooses(newPin, proof)).toBe('over');
  });
});

describe('a forgotten PIN', () => {
  it('brings no code to who has proved nothing', async () => {
    await hasPin();
    expect(await send()).toBe('over');
    expect(await send(right, randomUUID(), randomUUID())).toBe('over');
    expect(await noticesSent()).toEqual(['pin_code', 'pin_changed']);
  });

  it('brings one to who proved their identity, and another in its place', async () => {
    await hasPin();
    const attempt = await triesIdentity();
    expect(await send(right, randomUUID(), attempt)).toBe('sent');
    expect(await customer()).toMatchObject({ hasPin: true, codeUntil: now() + 10 * minute });
    await passes(minute);
    expect(await send()).toBe('sent');
    expect(await chooses(newPin, await proved())).toBe('chosen');
    expect((await noticesSent()).at(-1)).toBe('pin_reset');
  });

  it('is not the one that comes after it, and trying that out is counted', async () => {
    await hasPin();
    await send(right, randomUUID(), await triesIdentity());
    const proof = await proved();
    for (const _ of [1, 2, 3, 4, 5]) expect(await chooses(oldPin, proof)).toBe('same');
    expect(await chooses(oldPin, proof)).toBe('over');
    expect(await chooses(newPin, proof)).toBe('over');
  });

  it('is asked for by identity three times, over all sessions', async () => {
    await hasPin();
    const attempt = await triesIdentity();
    expect(await codes.tryIdentity(account, attempt)).toEqual({ sealed: 'cafe', triesLeft: 2 });
    for (const triesLeft of [1, 0]) {
      expect(await codes.tryIdentity(account, randomUUID())).toEqual({ sealed: 'cafe', triesLeft });
    }
    await passes(30 * day);
    const given = { sealed: undefined, triesLeft: 0 };
    expect(await codes.tryIdentity(account, randomUUID())).toEqual(given);
    await desk.change(account, 'reset_pin', why, now());
    expect(await codes.tryIdentity(account, randomUUID())).toMatchObject({ triesLeft: 2 });
  });

  it('is a matter for a person where no identity is on file', async () => {
    for (const _ of [1, 2, 3, 4]) {
      expect(await codes.tryIdentity(account, randomUUID())).toEqual({
        sealed: undefined,
        triesLeft: 3,
      });
    }
  });

  it('brings no code where the SIM is new, until somebody has looked', async () => {
    const swapped = (at: number) =>
      books.rows('update tuma.accounts set sim_changed_at = $2 where id = $1', [
        account,
        new Date(at),
      ]);
    await swapped(now() - 3 * day + second);
    expect(await send()).toBe('sim_changed');
    await desk.change(account, 'reset_pin', why, now());
    expect(await send()).toBe('sent');
    await passes(minute);
    await swapped(now());
    expect(await send()).toBe('sim_changed');
    await passes(3 * day);
    expect(await send()).toBe('sent');
  });

  it('taken away at the desk is told, is somebody’s act, and opens nothing', async () => {
    await hasPin();
    expect((await desk.change(account, 'reset_pin', why, now()))?.changed).toBe(true);
    expect(await customer()).toMatchObject({ hasPin: false });
    expect(await noticesSent()).toContain('pin_cleared');
    expect(await desk.actions(account, 1)).toMatchObject([{ action: 'reset_pin', by: 'ann' }]);
    await send();
    const proof = await proved();
    expect(await chooses(oldPin, proof)).toBe('same');
    expect(await chooses(newPin, proof)).toBe('chosen');
    expect(await books.audit()).toEqual([]);
  });
});

describe('after a forgotten PIN', () => {
  it('a tenth of the day’s limit may leave until the next day has ended', async () => {
    await hasPin();
    await send(right, randomUUID(), await triesIdentity());
    await chooses(newPin, await proved());
    const most = (kenya.tiers[1]?.sending.daily.amount ?? 0n) / 10n;
    expect(await limitToday()).toEqual(ksh(most));
    await books.pay({
      ...{ type: 'funding', channel: 'system', payer: funding, payee: account },
      amount: ksh(most * 4n),
    });
    const sends = async (amount: bigint) =>
      books.ledger.reserve(await books.request(amount, {}, { payer: account }));
    expect(await sends(most + 1n)).toMatchObject({ refusal: 'daily_limit_exceeded' });
    expect(await sends(most)).toMatchObject({ state: 'reserved' });
    expect(await sends(1_00n)).toMatchObject({ refusal: 'daily_limit_exceeded' });
    await passes(day);
    expect(await sends(most + 1n)).toMatchObject({ refusal: 'daily_limit_exceeded' });
    await passes(day);
    expect(await limitToday()).toBeUndefined();
    expect(await sends(most + 1n)).toMatchObject({ state: 'reserved' });
  });
});

describe('a PIN that is changed', () => {
  it('is another one, and the customer hears of it once', async () => {
    await hasPin();
    const notice = randomUUID();
    expect(await books.customers.changePin(account, oldPin, notice, now())).toBe('same');
    for (const _ of [1, 2]) {
      expect(await books.customers.changePin(account, newPin, notice, now())).toBe('changed');
    }
    expect(await noticesSent()).toEqual(['pin_code', 'pin_changed', 'pin_changed']);
  });
});

/** Proves the identity that is on file, as far as the books can tell. */
async function triesIdentity(): Promise<string> {
  await books.rows(`update tuma.customers set sealed = '\\xcafe' where account_id = $1`, [account]);
  const attempt = randomUUID();
  expect(await codes.tryIdentity(account, attempt)).toEqual({ sealed: 'cafe', triesLeft: 2 });
  return attempt;
}

async function limitToday() {
  return (await books.customers.balance(await books.owner(account), books.clock.now()))?.dailyLimit;
}
