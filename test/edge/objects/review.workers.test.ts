/** A payment that is held for a person's decision, as its payer's phone sees it. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test } from 'vitest';
import { connect } from '../../../db/driver/sql.ts';
import { reviews } from '../../../db/operator/reviews.ts';
import { sweep } from '../../../edge/jobs/sweep.ts';
import { until } from '../../support/clock/until.ts';
import { aboveKeys } from '../../support/phone/keys.ts';
import {
  balanceOf,
  comesDue,
  fired,
  inbox,
  misbehave,
  type Person,
  parts,
  payingTexts,
  paymentsOf,
  person,
  rows,
  storedBy,
  subscriber,
  turn,
} from '../../support/workers/town.ts';

afterEach(() => misbehave(null));

/** The operator's desk. */
const operator = reviews(
  connect({ url: env.OWNER_URL, endpoint: env.NEON_ENDPOINT }),
  parts.market,
);
const processed = 'END Your payment is being processed. You will get an SMS.';
const onItsWay =
  /^CON Ksh1,000\.00 to AKINYI O\. \d+ is being processed\. You will get an SMS\.\n1\. /;
const held = { balance: '1000000', held: '100600' };
const untouched = { balance: '1000000', held: '0' };

/**
 * Somebody who always paid some 80.00, whose SIM was changed two hours ago, and somebody whom they never paid: 1,000.00
 * is for a person's eye.
 */
async function suspicious(): Promise<{ payer: Person; payee: Person }> {
  const [payer, payee] = [await person(), await person()];
  await rows(
    `update tuma.accounts set payments = 10, amount_median = 13, amount_deviation = 0.5 where id = $1`,
    [payer.account],
  );
  await rows(`update tuma.accounts set sim_changed_at = now() - interval '2 hours' where id = $1`, [
    payer.account,
  ]);
  return { payer, payee };
}

/** Types all of it; what the last turn shows. A session's id is one number's. */
async function pays(payer: Person, payee: Person): Promise<string> {
  let last = '';
  for (const text of payingTexts(payee)) last = await turn(payer, `one-${payer.msisdn}`, text);
  return last;
}

/** What a dial without answers shows first. */
const redial = async (who: Person, session: string) =>
  aboveKeys(await turn(who, `${session}-${who.msisdn}`, ''));

const unresolved = (who: Person) => storedBy(who, 'unresolved');

async function only(payer: Person): Promise<string> {
  const payments = await paymentsOf(payer);
  expect(payments).toMatchObject([{ state: 'review' }]);
  return payments[0]?.id ?? '';
}

test('a payment in review is said to be processed, by its own screen and by the next dials', async () => {
  const { payer, payee } = await suspicious();
  expect(await pays(payer, payee)).toBe(processed);
  const id = await only(payer);
  expect(await balanceOf(payer)).toEqual(held);
  expect(await redial(payer, 'two')).toMatch(onItsWay);
  expect(await redial(payer, 'three')).toMatch(onItsWay);

  const [found] = await rows(
    `select p.fraud_model, p.fraud_score, p.evidence -> 'fraud' ->> 'decision' decision,
            (select string_agg(f ->> 'code', ' ') from jsonb_array_elements(p.evidence -> 'fraud' -> 'factors') f) why
       from tuma.payments p where p.id = $1`,
    [id],
  );
  expect(found).toEqual({
    ...{ fraud_model: 'rules 1', fraud_score: '65', decision: 'review' },
    why: 'UNUSUAL_AMOUNT NEW_RECIPIENT SIM_SWAP',
  });
  expect(await inbox(payer)).toEqual([]);
});

test('no alarm releases it, and no sweep before its time is over', async () => {
  const { payer, payee } = await suspicious();
  expect(await pays(payer, payee)).toBe(processed);
  // Nobody waits for it: the SMS that follows the decision tells the rest.
  expect(await unresolved(payer)).toBeUndefined();
  await runDurableObjectAlarm(subscriber(payer));
  await sweep(parts);
  await only(payer);
  expect(await balanceOf(payer)).toEqual(held);
  expect(await inbox(payer)).toEqual([]);
});

test('nor does the alarm of who never heard that it is in review', async () => {
  const { payer, payee } = await suspicious();
  const before = await fired('drop');
  await misbehave('drop', 'tuma.open_review', 4);
  expect(await pays(payer, payee)).toBe(processed);
  expect((await fired('drop')) - before).toBe(4);
  expect(await unresolved(payer)).toHaveLength(1);
  expect(await runDurableObjectAlarm(subscriber(payer))).toBe(true);
  expect(await unresolved(payer)).toBeUndefined();
  await only(payer);
  expect(await balanceOf(payer)).toEqual(held);
});

test('what could not be put in review is released by the next alarm, as any payment without an end', async () => {
  const { payer, payee } = await suspicious();
  await misbehave('refuse', 'tuma.open_review', 4);
  expect(await pays(payer, payee)).toBe(processed);
  expect(await paymentsOf(payer)).toMatchObject([{ state: 'reserved' }]);
  expect(await runDurableObjectAlarm(subscriber(payer))).toBe(true);
  expect(await paymentsOf(payer)).toMatchObject([{ state: 'failed', refusal: 'timeout' }]);
  expect(await balanceOf(payer)).toEqual(untouched);
});

test('when nobody decides in time it is not sent, and an SMS and the next dial say so', async () => {
  const { payer, payee } = await suspicious();
  expect(await pays(payer, payee)).toBe(processed);
  const id = await only(payer);
  await comesDue(id);
  await sweep(parts);
  expect(await paymentsOf(payer)).toMatchObject([{ state: 'rejected', refusal: 'fraud_declined' }]);
  expect(await balanceOf(payer)).toEqual(untouched);
  expect(await until(async () => (await inbox(payer)).length > 0)).toBe(true);
  expect(await inbox(payer)).toMatchObject([
    { text: expect.stringMatching(/ Failed\. Ksh1,000\.00 was not sent to /) },
  ]);
  expect(await inbox(payee)).toEqual([]);
  expect(await redial(payer, 'two')).toMatch(/^CON Ksh1,000\.00 to AKINYI O\. \d+ failed\. /);
  const reviews = await rows(
    'select approved, decided_by from tuma.reviews where payment_id = $1',
    [id],
  );
  expect(reviews).toEqual([{ approved: 'f', decided_by: 'nobody in time' }]);
});

test.each([
  {
    approve: true,
    state: 'completed',
    sms: / Confirmed\. Ksh1,000\.00 sent to /,
    next: / Confirmed\. /,
  },
  {
    approve: false,
    state: 'rejected',
    sms: / Failed\. Ksh1,000\.00 was not sent /,
    next: / failed\. /,
  },
])('after a decision it is $state, and an SMS and the next dial say so', async (one) => {
  const { payer, payee } = await suspicious();
  expect(await pays(payer, payee)).toBe(processed);
  const id = await only(payer);
  expect(await redial(payer, 'two')).toMatch(onItsWay);
  await operator.decide(id, { approve: one.approve, by: 'Atieno' }, parts.clock.now());
  expect(await paymentsOf(payer)).toMatchObject([{ state: one.state }]);
  await sweep(parts);
  expect(await until(async () => (await inbox(payer)).length > 0)).toBe(true);
  expect(await inbox(payer)).toMatchObject([{ text: expect.stringMatching(one.sms) }]);
  expect(await until(async () => (await inbox(payee)).length === Number(one.approve))).toBe(true);
  expect(await redial(payer, 'three')).toMatch(one.next);
});

test('asking for it again, under the same id, changes nothing and finds it in review', async () => {
  const { payer, payee } = await suspicious();
  expect(await pays(payer, payee)).toBe(processed);
  const pay = payingTexts(payee)[4];
  expect(await turn(payer, `one-${payer.msisdn}`, pay)).toBe(processed);
  await only(payer);
  expect(await balanceOf(payer)).toEqual(held);
});
