/** A number that dials again: what the Subscriber object knows of the dial before, and how the two keep out of each other's way. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../../../support/clock/until.ts';
import { aboveKeys } from '../../../support/phone/keys.ts';
import { mainMenu, toAccount } from '../../../support/phone/menus.ts';
import {
  balanceOf,
  changeSessions,
  fired,
  misbehave,
  type Person,
  payingTexts,
  paymentsOf,
  person,
  sessionsOf,
  storedBy,
  subscriber,
  turn as turnOf,
} from '../../../support/workers/town.ts';

afterEach(() => misbehave(null));

const unfinished =
  /^CON You did not finish last time\.\n1\. Continue: Send Ksh1,000\.00 to AKINYI O\. \d+\n2\. Start over$/;
const menu = `CON ${mainMenu}`;
const over = 'END This session is over. Please dial again.';
const onItsWay =
  /^CON Ksh1,000\.00 to AKINYI O\. \d+ is being processed\. You will get an SMS\.\n1\. /;
const sent = /^CON [0-9A-Z]{10} Confirmed\. Ksh1,000\.00 to AKINYI O\. \d+\.\n1\. Main menu$/;

/** A session's id is one number's: what another number brings under it is refused. */
const idOf = ({ msisdn }: Person, session: string) => `${session}-${msisdn}`;

function turn(who: Person, session: string, text: string): Promise<string> {
  return turnOf(who, idOf(who, session), text);
}

/** What a dial without answers shows first. */
const redial = async (who: Person, session: string) => aboveKeys(await turn(who, session, ''));

async function atPin(payer: Person, payee: Person, session: string): Promise<string> {
  const [first, second, third, fourth, pay] = payingTexts(payee);
  for (const text of [first, second, third]) await turn(payer, session, text);
  expect(await turn(payer, session, fourth)).toMatch(/Enter PIN:\n/);
  return pay;
}

/** Sends the turn, and comes back when that waits for this function. */
async function held(payer: Person, session: string, text: string, match: string, ms: number) {
  const before = await fired('latency');
  await misbehave('latency', match, 1, ms);
  const answer = turn(payer, session, text);
  expect(await until(async () => (await fired('latency')) > before)).toBe(true);
  return { answer };
}

/** All that was said to the number was said so much earlier (milliseconds). */
async function timePasses(who: Person, ms: number) {
  await changeSessions(who, ({ seen, ...one }) => {
    const turns = (seen?.turns ?? []).map((t) => ({ ...t, repliedAt: t.repliedAt - ms }));
    return { ...one, seen: { ended: seen?.ended ?? false, turns } };
  });
  await evictDurableObject(subscriber(who));
}

describe('a dial after a dropped one', () => {
  test('is offered to go on, for five minutes', async () => {
    const [payer, payee] = [await person(), await person()];
    await atPin(payer, payee, 'one');
    await timePasses(payer, 4 * 60_000 + 50_000);
    expect(await redial(payer, 'two')).toMatch(unfinished);
    expect(await turn(payer, 'two', '1')).toMatch(/^CON Send Ksh1,000\.00 to .*\nEnter PIN:/);
    expect(await turn(payer, 'two', '1*7391')).toMatch(/ Confirmed\. /);
    expect(await paymentsOf(payer)).toMatchObject([{ state: 'completed' }]);

    await atPin(payee, payer, 'one');
    await timePasses(payee, 5 * 60_000);
    expect(await redial(payee, 'two')).toBe(menu);
  });

  test('is offered to go on after the carrier told that it was over, and not after its own end', async () => {
    const [payer, payee] = [await person(), await person()];
    const pay = await atPin(payer, payee, 'one');
    const one = { carrier: 'africastalking', sessionId: idOf(payer, 'one') };
    await subscriber(payer).hangUp(one);
    expect(await turn(payer, 'one', pay)).toBe(over);
    expect(await redial(payer, 'two')).toMatch(unfinished);
    await turn(payer, 'two', '1');
    expect(await turn(payer, 'two', '1*7391')).toMatch(/ Confirmed\. /);
    expect(await redial(payer, 'three')).toBe(menu);
  });

  test('is offered it once', async () => {
    const [payer, payee] = [await person(), await person()];
    await atPin(payer, payee, 'one');
    expect(await redial(payer, 'two')).toMatch(unfinished);
    expect(aboveKeys(await turn(payer, 'two', '2'))).toBe(menu);
    expect(await redial(payer, 'three')).toBe(menu);
  });

  test('is not offered what it brings answers instead of', async () => {
    const [payer, payee] = [await person(), await person()];
    await atPin(payer, payee, 'one');
    expect(await turn(payer, 'two', `${toAccount}*1`)).toMatch(/^CON Enter PIN:/);
  });
});

test('of two dials the later one stays, whichever is answered first', async () => {
  const payer = await person();
  const first = await held(payer, 'one', '', 'tuma.find_customer', 700);
  expect(await redial(payer, 'two')).toBe(menu);
  expect(aboveKeys(await first.answer)).toBe(menu);
  expect(await turn(payer, 'one', '2')).toBe(over);
  expect(await turn(payer, 'two', toAccount)).toMatch(/^CON My account\n/);
});

describe('a dial while a payment hangs in the core', () => {
  test('is answered at once with its state, and the payment settles once', async () => {
    const [payer, payee] = [await person(), await person()];
    const pay = await atPin(payer, payee, 'one');
    const paying = await held(payer, 'one', pay, 'tuma.settle', 2_000);

    const began = performance.now();
    expect(await redial(payer, 'two')).toMatch(onItsWay);
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(await redial(payer, 'three')).toMatch(onItsWay);

    const last = await paying.answer;
    expect(last).toMatch(/ Confirmed\. /);
    expect(await turn(payer, 'one', pay), 'the same turn again').toBe(last);
    expect(await redial(payer, 'four')).toMatch(sent);
    expect(aboveKeys(await turn(payer, 'four', '1'))).toBe(menu);
    expect(await redial(payer, 'five')).toBe(menu);
    expect(await paymentsOf(payer)).toMatchObject([{ state: 'completed' }]);
    expect(await balanceOf(payer)).toEqual({ balance: '899400', held: '0' });
    expect(await balanceOf(payee)).toEqual({ balance: '1100000', held: '0' });
  });

  test('stays the newest when the old turn is saved, which revives nothing', async () => {
    const [payer, payee] = [await person(), await person()];
    const pay = await atPin(payer, payee, 'one');
    const paying = await held(payer, 'one', pay, 'tuma.settle', 1_200);
    await redial(payer, 'two');
    await paying.answer;
    expect(await sessionsOf(payer)).toMatchObject([
      { id: `africastalking:${idOf(payer, 'two')}`, seen: { ended: false } },
      { id: `africastalking:${idOf(payer, 'one')}`, seen: { ended: true }, unheard: true },
    ]);
    expect(await turn(payer, 'one', `${pay}*1`)).toBe(over);
    expect(aboveKeys(await turn(payer, 'two', '1'))).toBe(menu);
  });

  test('keeps its alarm from giving up what is waited for', async () => {
    const [payer, payee] = [await person(), await person()];
    const pay = await atPin(payer, payee, 'one');
    const paying = await held(payer, 'one', pay, 'tuma.reserve', 1_200);
    expect(await storedBy(payer, 'unresolved')).toHaveLength(1);
    await runDurableObjectAlarm(subscriber(payer));
    expect(await paying.answer).toMatch(/ Confirmed\. /);
    expect(await storedBy(payer, 'unresolved')).toBeUndefined();
    expect(await paymentsOf(payer)).toMatchObject([{ state: 'completed' }]);
  });
});

test('who hung up before the payment was told is told by the next dial', async () => {
  const [payer, payee] = [await person(), await person()];
  const pay = await atPin(payer, payee, 'one');
  const paying = await held(payer, 'one', pay, 'tuma.settle', 700);
  await subscriber(payer).hangUp({ carrier: 'africastalking', sessionId: idOf(payer, 'one') });
  expect(await paying.answer).toMatch(/ Confirmed\. /);
  expect(await redial(payer, 'two')).toMatch(sent);
  expect(await redial(payer, 'three')).toBe(menu);
});

test('a payment that nobody heard of is told as not sent, once it is given up', async () => {
  const [payer, payee] = [await person(), await person()];
  const pay = await atPin(payer, payee, 'one');
  await misbehave('refuse', 'tuma.reserve', 1_000);
  await misbehave('refuse', 'tuma.void_payment', 1_000);
  expect(await turn(payer, 'one', pay)).toMatch(/^END .* being processed\./);
  expect(await redial(payer, 'two')).toMatch(onItsWay);
  await misbehave(null);
  await runDurableObjectAlarm(subscriber(payer));
  expect(await redial(payer, 'three')).toMatch(/^CON Ksh1,000\.00 to AKINYI O\. \d+ failed\. /);
  expect(await balanceOf(payer)).toEqual({ balance: '1000000', held: '0' });
});

test('a payment whose PIN was still looked at when its number dialled again is not made', async () => {
  const [payer, payee] = [await person(), await person()];
  const pay = await atPin(payer, payee, 'one');
  const paying = await held(payer, 'one', pay, 'tuma.verify_pin', 900);
  expect(await redial(payer, 'two')).toMatch(unfinished);
  expect(await paying.answer).toBe(over);
  expect(await paymentsOf(payer)).toEqual([]);
  await turn(payer, 'two', '1');
  expect(await turn(payer, 'two', '1*7391')).toMatch(/ Confirmed\. /);
  expect(await paymentsOf(payer)).toMatchObject([{ state: 'completed' }]);
});
