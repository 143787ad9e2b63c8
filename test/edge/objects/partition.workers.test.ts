/** The Partition object, in the real runtime: what stands behind the payments that it took. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { sweep } from '../../../edge/jobs/sweep.ts';
import { until } from '../../support/clock/until.ts';
import { parts, payment, paymentsOf, person } from '../../support/workers/town.ts';

/** No other test's payments fall to it. */
const stub = () => env.PARTITION.getByName('partition-63');
const alarm = () => runInDurableObject(stub(), (_, { storage }) => storage.getAlarm());

test('an alarm comes once more after the last payment, also to an object that was shut down', async () => {
  const payer = await person();
  const payee = await person();
  while ((await sweep(parts)) > 0);

  await stub().pay(payment(payer.account, payee.account, 100_00n));
  expect(await paymentsOf(payer)).toMatchObject([{ state: 'completed' }]);
  await evictDurableObject(stub());
  expect(await runDurableObjectAlarm(stub())).toBe(true);
  // What was reserved just before has its time over only by the next.
  expect(await alarm()).not.toBeNull();
  // The tests share their books: news of another may fall due meanwhile, and be worth one more alarm.
  const quiet = async () => {
    if ((await alarm()) !== null) await runDurableObjectAlarm(stub());
    return (await alarm()) === null;
  };
  expect(await until(quiet)).toBe(true);
});
