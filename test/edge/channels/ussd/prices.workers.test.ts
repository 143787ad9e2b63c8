/** Prices that were shown a while ago, as the Subscriber object keeps them. */
import { abortAllDurableObjects, evictDurableObject } from 'cloudflare:test';
import { afterEach, expect, test } from 'vitest';
import type { JournalEntry } from '../../../../ussd/engine/journal.ts';
import { until } from '../../../support/clock/until.ts';
import {
  balanceOf,
  changeSessions,
  fired,
  misbehave,
  type Person,
  payingTexts,
  paymentsOf,
  person,
  pin,
  subscriber,
  turn,
} from '../../../support/workers/town.ts';

afterEach(() => misbehave(null));

async function atPin(payer: Person, payee: Person): Promise<string> {
  const [first, second, third, fourth, pay] = payingTexts(payee);
  for (const text of [first, second, third]) await turn(payer, payer.msisdn, text);
  expect(await turn(payer, payer.msisdn, fourth)).toMatch(/Fee Ksh6\.00\.\nEnter PIN:\n/);
  return pay;
}

/** The prices that the number was shown, and the PINs that were right, were so much earlier (milliseconds). */
function timePasses(who: Person, ms: number) {
  return changeSessions(who, ({ journal, ...one }) => {
    if (!journal) return one;
    return { ...one, journal: { ...journal, entries: journal.entries.map(shifted) } };
  });

  function shifted(entry: JournalEntry): JournalEntry {
    if (entry.kind !== 'performed' || entry.result === 'unavailable') return entry;
    const { result } = entry;
    if ('quote' in result) {
      const { quote } = result;
      return { ...entry, result: { quote: { ...quote, until: quote.until - ms } } };
    }
    return 'at' in result ? { ...entry, result: { ...result, at: result.at - ms } } : entry;
  }
}

test('a price of two minutes ago is not paid, until it was shown again', async () => {
  const [payer, payee] = [await person(), await person()];
  const pay = await atPin(payer, payee);
  await timePasses(payer, 121_000);
  await evictDurableObject(subscriber(payer));
  const again = await turn(payer, payer.msisdn, pay);
  expect(again).toMatch(/^CON The price that you were shown has expired\.\nSend Ksh1,000\.00 /);
  expect(again).toMatch(/Fee Ksh6\.00\.\nEnter PIN:\n/);
  expect(await paymentsOf(payer)).toEqual([]);
  expect(await turn(payer, payer.msisdn, `${pay}*${pin}`)).toMatch(/^END .* Confirmed\. /);
  expect(await paymentsOf(payer)).toMatchObject([{ state: 'completed' }]);
  expect(await balanceOf(payer)).toEqual({ balance: '899400', held: '0' });
});

test('a payment that is tried again after its price has expired is the one that was in time', async () => {
  const [payer, payee] = [await person(), await person()];
  const pay = await atPin(payer, payee);
  const before = await fired('latency');
  await misbehave('latency', 'tuma.settle', 1, 900);
  const answer = turn(payer, payer.msisdn, pay);
  expect(await until(async () => (await fired('latency')) > before)).toBe(true);
  await timePasses(payer, 121_000);
  await abortAllDurableObjects();
  expect(await answer).toMatch(/^END .* Confirmed\. /);
  expect(await paymentsOf(payer)).toMatchObject([{ state: 'completed' }]);
  expect(await balanceOf(payer)).toEqual({ balance: '899400', held: '0' });
});
