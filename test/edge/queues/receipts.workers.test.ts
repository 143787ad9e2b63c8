/** The consumer of confirmations and the timers, in the real runtime, given what queues and clocks may bring. */
import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  getQueueResult,
  runInDurableObject,
  waitOnExecutionContext,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { paymentId } from '../../../core/ids.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Partition } from '../../../edge/objects/partition.ts';
import worker from '../../../edge/worker.ts';
import { poison } from '../../support/books/poison.ts';
import { until } from '../../support/clock/until.ts';
import {
  balanceOf,
  comesDue,
  completed,
  fired,
  inbox,
  misbehave,
  type Person,
  parts,
  payment,
  person,
  reserved,
  rows,
} from '../../support/workers/town.ts';

afterEach(() => misbehave(null));

/** A payment of 100.00 that ended, and that nobody rang for. */
async function paid(): Promise<{ payer: Person; payee: Person; id: string }> {
  const [payer, payee] = [await person(), await person()];
  const request = payment(payer.account, payee.account, 100_00n);
  await reserved(request);
  await completed(request);
  return { payer, payee, id: request.id };
}

function news(paymentId: string): unknown {
  return { topic: 'payment-confirmations', paymentIds: [paymentId] };
}

let messages = 0;

/** The consumer gets these bodies in one batch. */
async function consume(bodies: readonly unknown[], queue = 'payment-confirmations') {
  const batch = createMessageBatch(
    queue,
    bodies.map((body) => ({ id: `m${messages++}`, timestamp: Date.now(), attempts: 1, body })),
  );
  const ctx = createExecutionContext();
  // biome-ignore lint/suspicious/noExplicitAny: a batch of whatever comes.
  await worker.queue(batch as MessageBatch<any>, env);
  return getQueueResult(batch, ctx);
}

async function toldOnce({ payer, payee }: { payer: Person; payee: Person }) {
  expect(await inbox(payer)).toMatchObject([{ text: expect.stringContaining(' sent to ') }]);
  expect(await inbox(payee)).toMatchObject([{ text: expect.stringContaining(' received ') }]);
}

function receiptsOf(id: string) {
  return rows('select party, state, attempts from tuma.receipts where about = $1 order by party', [
    id,
  ]);
}

function aMinuteLater(id: string) {
  return rows(
    `update tuma.receipts set at = at - interval '1 minute' where about = $1 and state = 'sending'`,
    [id],
  );
}

async function scheduled(cron: string) {
  const ctx = createExecutionContext();
  await worker.scheduled(createScheduledController({ cron }), env);
  await waitOnExecutionContext(ctx);
}

describe('the consumer of confirmations', () => {
  test('sends each party one message for news that comes twice, again, and at once', async () => {
    const one = await paid();
    await consume([news(one.id), news(one.id)]);
    await consume([news(one.id)]);
    await Promise.all([consume([news(one.id)]), consume([news(one.id)]), consume([news(one.id)])]);
    await toldOnce(one);
  });

  test('sends each party one message when many consumers get the first news at once', async () => {
    const one = await paid();
    await Promise.all(Array.from({ length: 8 }, () => consume([news(one.id)])));
    await toldOnce(one);
    expect(await receiptsOf(one.id)).toMatchObject([
      { state: 'sent', attempts: '1' },
      { state: 'sent', attempts: '1' },
    ]);
  });

  test('takes news in any order', async () => {
    const all = [await paid(), await paid(), await paid()];
    await consume(all.map(({ id }) => news(id)).toReversed());
    for (const one of all) await toldOnce(one);
  });

  test('lets no unreadable message keep its neighbours from theirs', async () => {
    const one = await paid();
    const poison = [
      ...[null, 7, 'text', [], {}, { topic: 'other', paymentId: one.id }],
      ...[{ topic: 'payment-confirmations', paymentIds: ["'; drop table tuma.payments"] }],
      news('00000000-0000-7000-8000-000000000000'),
    ];
    const { retryBatch, ackAll } = await consume([...poison, news(one.id), ...poison]);
    expect(ackAll).toBe(true);
    expect(retryBatch.retry).toBe(false);
    await toldOnce(one);
  });

  test('takes nothing as done while the database is away, and sends it when it is back', async () => {
    const one = await paid();
    const before = await fired('bad_gateway');
    await misbehave('bad_gateway', 'tuma.claim_receipts', 4);
    await expect(consume([news(one.id)])).rejects.toThrow('no answer from the database');
    expect(await fired('bad_gateway')).toBe(before + 4);
    expect(await inbox(one.payer)).toEqual([]);

    // The replies were lost behind the claim, so it is due again when the try has had its time.
    await aMinuteLater(one.id);
    await consume([news(one.id)]);
    await toldOnce(one);
  });

  test('arrives once where the mark of a sent message is lost, because the network knows our name for it', async () => {
    const one = await paid();
    await misbehave('refuse', 'tuma.finish_receipts', 4);
    await expect(consume([news(one.id)])).rejects.toThrow();
    await consume([news(one.id)]);
    await toldOnce(one);

    await aMinuteLater(one.id);
    await consume([news(one.id)]);
    await aMinuteLater(one.id);
    await consume([news(one.id)]);
    expect(await inbox(one.payer)).toHaveLength(1);
  });

  test('reads dead letters and acknowledges them', async () => {
    const { ackAll } = await consume([null, { any: 'thing' }], 'payment-dlq');
    expect(ackAll).toBe(true);
  });
});

describe('a notice', () => {
  let newcomers = 0;

  /** Somebody who is registered with a welcome that nobody rang for. */
  async function registered() {
    newcomers += 1;
    const msisdn = `2547340${String(newcomers).padStart(5, '0')}` as Msisdn;
    const welcome = paymentId(parts.clock.now(), crypto.getRandomValues(new Uint8Array(10)));
    const name = { givenName: 'Akinyi', familyName: 'Otieno' };
    const account = await parts.customers.open(
      { ...{ msisdn, ...name, language: 'en', tier: 1 }, pinMac: 'c0de', welcome },
      parts.clock.now(),
    );
    return { msisdn, account, welcome };
  }

  const bell = (noticeId: string) => ({ topic: 'notices', noticeId });
  const welcomed = [{ text: expect.stringMatching(/^Welcome to Tuma\. /) }];

  const stateOf = (id: string) =>
    rows('select party, state, attempts from tuma.receipts where about = $1', [id]);

  test('is sent once for a bell that rings twice, again, and at once', async () => {
    const one = await registered();
    await consume([bell(one.welcome), bell(one.welcome)]);
    await consume([bell(one.welcome)]);
    await Promise.all(Array.from({ length: 4 }, () => consume([bell(one.welcome)])));
    expect(await inbox(one)).toMatchObject(welcomed);
    expect(await stateOf(one.welcome)).toEqual([
      { party: 'subscriber', state: 'sent', attempts: '1' },
    ]);
  });

  test('is sent once when many consumers hear the first bell at once', async () => {
    const one = await registered();
    await Promise.all(Array.from({ length: 8 }, () => consume([bell(one.welcome)])));
    expect(await inbox(one)).toMatchObject(welcomed);
  });

  test('comes beside receipts and what nobody can read', async () => {
    const [one, payment] = [await registered(), await paid()];
    const poison = [{ topic: 'notices' }, { topic: 'notices', noticeId: 'x' }, bell(payment.id)];
    const { ackAll } = await consume([...poison, bell(one.welcome), news(payment.id)]);
    expect(ackAll).toBe(true);
    expect(await inbox(one)).toMatchObject(welcomed);
    await toldOnce(payment);
  });

  test('arrives once where the mark of a sent message is lost', async () => {
    const one = await registered();
    await misbehave('refuse', 'tuma.finish_receipts', 4);
    await expect(consume([bell(one.welcome)])).rejects.toThrow();
    await consume([bell(one.welcome)]);
    expect(await inbox(one), 'it is not due yet').toHaveLength(1);

    for (let i = 0; i < 2; i += 1) {
      await aMinuteLater(one.welcome);
      await consume([bell(one.welcome)]);
    }
    expect(await inbox(one)).toHaveLength(1);
  });

  test('is not done while the database is away, and sent when it is back', async () => {
    const one = await registered();
    await misbehave('bad_gateway', 'tuma.claim_notices', 4);
    await expect(consume([bell(one.welcome)])).rejects.toThrow('no answer from the database');
    expect(await inbox(one)).toEqual([]);
    await aMinuteLater(one.welcome);
    await consume([bell(one.welcome)]);
    expect(await inbox(one)).toMatchObject(welcomed);
  });

  test('whose bell was lost is rung for by the timer of a minute', async () => {
    const one = await registered();
    await scheduled('* * * * *');
    expect(await inbox(one), 'somebody may be about to ring').toEqual([]);
    await rows(`update tuma.receipts set at = at - interval '10 seconds' where about = $1`, [
      one.welcome,
    ]);
    await scheduled('* * * * *');
    expect(await until(async () => (await inbox(one)).length > 0)).toBe(true);
    expect(await inbox(one)).toMatchObject(welcomed);
  });
});

describe('one of six payments that the books refuse', () => {
  const six = () => Promise.all(Array.from({ length: 6 }, paid));
  const quietly = async (work: () => Promise<unknown>) => {
    const alerts = vi.spyOn(console, 'error').mockImplementation(() => {});
    await work();
    const told = alerts.mock.calls.map(([line]) => JSON.parse(line).what);
    alerts.mockRestore();
    return told;
  };

  test.each([0, 1, 2, 3, 4, 5])(
    'to claim the receipts of, in place %i, keeps no other from theirs',
    async (place) => {
      const all = await six();
      const bad = all[place]?.id;
      const heal = await poison({ rows }, 'insert', 'receipts', `new.about = '${bad}'`);
      const told = await quietly(() => consume(all.map(({ id }) => news(id))));
      await heal();
      expect(told).toEqual(['Error: receipts claimed: refused by the database (P0042)']);
      for (const one of all) if (one.id !== bad) await toldOnce(one);
      expect(await receiptsOf(bad ?? '')).toEqual([]);
      await consume([news(bad ?? '')]);
      for (const one of all) await toldOnce(one);
    },
  );

  test.each([0, 3, 5])(
    'to mark as told, in place %i, keeps no other from its mark',
    async (place) => {
      const all = await six();
      const bad = all[place]?.id;
      const condition = `new.about = '${bad}' and new.party = 'payer' and new.state = 'sent'`;
      const heal = await poison({ rows }, 'update', 'receipts', condition);
      const told = await quietly(() => consume(all.map(({ id }) => news(id))));
      await heal();
      expect(told).toEqual(['Error: receipts finished: refused by the database (P0042)']);
      for (const one of all) await toldOnce(one);
      const open = await rows(
        `select about, party from tuma.receipts where state = 'sending' and about = any ($1)`,
        [`{${all.map(({ id }) => id).join(',')}}`],
      );
      expect(open).toEqual([{ about: bad, party: 'payer' }]);
    },
  );

  test('to end by the sweep is noted and told to somebody, and the others end', async () => {
    const [payer, payee] = [await person(), await person()];
    const all = Array.from({ length: 6 }, () => payment(payer.account, payee.account, 100_00n));
    for (const request of all) await reserved(request);
    const bad = all[3]?.id;
    await rows(
      `update tuma.payments set expires_at = now() - interval '1 second' where payer = $1 and state = 'reserved'`,
      [payer.account],
    );
    await rows(
      `insert into tuma.payment_timers (payments, due_at) values ($1, now() - interval '1 second')`,
      [`{${all.map(({ id }) => id).join(',')}}`],
    );
    const heal = await poison(
      { rows },
      'update',
      'payments',
      `new.id = '${bad}' and new.state = 'failed'`,
    );
    const told = await quietly(() => scheduled('* * * * *'));
    expect(told).toEqual([`Error: run_due_timers: payment ${bad}: P0042`]);
    expect(await balanceOf(payer)).toEqual({ balance: '1000000', held: '10000' });
    await heal();
    await rows(
      `update tuma.payment_timers set due_at = now() - interval '1 second' where $1 = any (payments)`,
      [bad ?? ''],
    );
    await scheduled('* * * * *');
    expect(await balanceOf(payer)).toEqual({ balance: '1000000', held: '0' });
  });
});

describe('the timers', () => {
  test('of a minute release what is reserved past its time, and ring for it', async () => {
    const [payer, payee] = [await person(), await person()];
    const request = payment(payer.account, payee.account, 100_00n);
    await reserved(request);
    await scheduled('* * * * *');
    expect(await balanceOf(payer), 'it has time left').toEqual({
      balance: '1000000',
      held: '10000',
    });

    await comesDue(request.id);
    await Promise.all([scheduled('* * * * *'), scheduled('* * * * *')]);
    expect(await balanceOf(payer)).toEqual({ balance: '1000000', held: '0' });
    expect(await until(async () => (await inbox(payer)).length > 0)).toBe(true);
    expect(await inbox(payer)).toMatchObject([{ text: expect.stringContaining(' Failed. ') }]);
    expect(await inbox(payee)).toEqual([]);
  });

  test('of a minute ring for news that the queue was never told, once the ringer is late', async () => {
    const one = await paid();
    await scheduled('* * * * *');
    expect(await inbox(one.payer)).toEqual([]);
    await comesDue(one.id);
    await scheduled('* * * * *');
    expect(await until(async () => (await inbox(one.payee)).length > 0)).toBe(true);
    await toldOnce(one);
    await comesDue(one.id);
    await scheduled('* * * * *');
    const left = await rows('select from tuma.payment_timers where $1 = any (payments)', [one.id]);
    expect(left, 'nothing is left to be seen to').toEqual([]);
  });

  test('of a Partition may run twice, and at once', async () => {
    const [payer, payee] = [await person(), await person()];
    const request = payment(payer.account, payee.account, 100_00n);
    const partition = parts.partition(
      parts.partitionOf(payer.msisdn),
    ) as DurableObjectStub<Partition>;
    const pay = (one: PaymentRequest) =>
      runInDurableObject(partition, (object) => object.pay(one).then(({ state }) => state));
    expect(await pay(request)).toBe('completed');
    const late = payment(payer.account, payee.account, 200_00n);
    await reserved(late);
    await comesDue(late.id);
    await runInDurableObject(partition, async (object) => {
      await Promise.all([object.alarm(), object.alarm()]);
      await object.alarm();
    });
    expect(await balanceOf(payer)).toEqual({ balance: '990000', held: '0' });
    expect(await balanceOf(payee)).toEqual({ balance: '1010000', held: '0' });
    expect(await pay(request), 'the same id again').toBe('completed');
    expect(await pay(late)).toBe('failed');
  });
});
