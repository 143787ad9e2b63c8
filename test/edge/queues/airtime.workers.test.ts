/** Airtime, in the real runtime: from the payment to the phone it is for, or back to the payer. */
import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemAccountsOf } from '../../../core/ledger/system-accounts.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { app } from '../../../edge/app.ts';
import type { AirtimeAnswer, AirtimeGateway } from '../../../edge/gateways/airtime/port.ts';
import { sweep } from '../../../edge/jobs/sweep.ts';
import { deliverAirtime } from '../../../edge/queues/airtime.ts';
import worker from '../../../edge/worker.ts';
import { poison } from '../../support/books/poison.ts';
import { until } from '../../support/clock/until.ts';
import {
  balanceOf,
  completed,
  inbox,
  misbehave,
  type Person,
  parts,
  payment,
  person,
  reserved,
  rows,
} from '../../support/workers/town.ts';

const house = systemAccountsOf('KES');
afterEach(() => misbehave(null));

const toppedUp = { text: 'You have received Ksh50.00 airtime.' };

let phones = 0;

/** A number that nobody has used, or one that the simulated network does not know. */
function number(prefix = '254701'): Msisdn {
  phones += 1;
  return `${prefix}${String(phones).padStart(6, '0')}` as Msisdn;
}

const unknown = () => number('254799');

function airtimeFor(payer: Person, to: Msisdn) {
  return payment(payer.account, house.airtime, 50_00n, { type: 'airtime', accountReference: to });
}

/** A payment for 50.00 of airtime that completed, and that nobody rang for. */
async function bought(to: Msisdn = number()) {
  const payer = await person();
  const request = airtimeFor(payer, to);
  await reserved(request);
  await completed(request);
  return { payer, to, id: request.id };
}

function news(paymentId: string): unknown {
  return { topic: 'airtime', paymentId };
}

let messages = 0;

function batchOf(bodies: readonly unknown[]) {
  return createMessageBatch(
    'airtime',
    bodies.map((body) => ({ id: `m${messages++}`, timestamp: Date.now(), attempts: 1, body })),
  );
}

/** The consumer gets these bodies in one batch. */
async function consume(bodies: readonly unknown[]) {
  const batch = batchOf(bodies);
  const ctx = createExecutionContext();
  // biome-ignore lint/suspicious/noExplicitAny: a batch of whatever comes.
  await worker.queue(batch as MessageBatch<any>, env);
  return getQueueResult(batch, ctx);
}

/** The consumer, with a gateway that gives these answers one after the other, and none for `undefined`. */
async function consumeWith(answers: (AirtimeAnswer | undefined)[], ids: readonly string[]) {
  const keys: string[] = [];
  const airtimeGateway: AirtimeGateway = {
    async send({ key }) {
      keys.push(key);
      const answer = answers.shift();
      if (!answer) throw new Error('no answer');
      return answer;
    },
  };
  await deliverAirtime(batchOf(ids.map(news)), { ...parts, airtimeGateway });
  return keys;
}

async function airtimeOf(id: string) {
  const [row] = await rows('select state, attempts from tuma.airtime where payment_id = $1', [id]);
  return `${row?.state} ${row?.attempts}`;
}

function refundsOf(id: string) {
  return rows('select type, amount from tuma.payments where linked_payment = $1', [id]);
}

function aMinuteLater(id: string) {
  return rows(`update tuma.airtime set at = at - interval '1 minute' where payment_id = $1`, [id]);
}

function networkOf(to: Msisdn) {
  return inbox({ msisdn: to, account: '' });
}

const untouched = { balance: '1000000', held: '0' };
const paid = { balance: '995000', held: '0' };

describe('airtime that is paid for through a Partition', () => {
  const pay = (payer: Person, to: Msisdn) =>
    parts.partition(parts.partitionOf(payer.msisdn)).pay(airtimeFor(payer, to));

  test('is on the phone that it is for, and its payer has a receipt', async () => {
    const [payer, to] = [await person(), number()];
    const { id, state } = await pay(payer, to);
    expect(state).toBe('completed');
    expect(await until(async () => (await networkOf(to)).length > 0)).toBe(true);
    expect(await until(async () => (await inbox(payer)).length > 0)).toBe(true);
    expect(await networkOf(to)).toMatchObject([toppedUp]);
    expect(await inbox(payer)).toMatchObject([
      { text: expect.stringMatching(` Confirmed\\. Ksh50\\.00 airtime for ${to} `) },
    ]);
    expect(await until(async () => (await airtimeOf(id)) === 'delivered 1')).toBe(true);
    expect(await balanceOf(payer)).toEqual(paid);
  });

  test('for a number that does not exist is paid back, and the payer hears of both', async () => {
    const [payer, to] = [await person(), unknown()];
    const { id } = await pay(payer, to);
    expect(await until(async () => (await inbox(payer)).length > 1)).toBe(true);
    const texts = (await inbox(payer)).map(({ text }) => text);
    expect(texts.toSorted((a, b) => a.length - b.length)).toEqual([
      expect.stringMatching(`Airtime for ${to} failed: Ksh50\\.00 paid back .* Ksh10,000\\.00\\.`),
      expect.stringMatching(` Confirmed\\. Ksh50\\.00 airtime for ${to} .* Ksh9,950\\.00\\. `),
    ]);
    expect(await networkOf(to)).toEqual([]);
    expect(await airtimeOf(id)).toBe('failed 1');
    expect(await refundsOf(id)).toEqual([{ type: 'airtime_refund', amount: '5000' }]);
    expect(await balanceOf(payer)).toEqual(untouched);
  });
});

describe('the consumer of airtime', () => {
  test('delivers once for news that comes twice, again, and at once', async () => {
    const { to, id } = await bought();
    await Promise.all([consume([news(id), news(id)]), consume([news(id)]), consume([news(id)])]);
    await consume([news(id)]);
    expect(await networkOf(to)).toMatchObject([toppedUp]);
    expect(await airtimeOf(id)).toBe('delivered 1');
  });

  test('takes more than fit in one part, with unreadable ones among them', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, i) => bought(i % 2 ? unknown() : number())),
    );
    const poison = [null, 7, {}, { topic: 'airtime', paymentId: "'; drop table" }, news('')];
    const { ackAll } = await consume([...poison, ...all.map(({ id }) => news(id)), ...poison]);
    expect(ackAll).toBe(true);
    for (const [i, { to, payer, id }] of all.entries()) {
      expect(await networkOf(to)).toMatchObject(i % 2 ? [] : [toppedUp]);
      expect(await airtimeOf(id)).toBe(i % 2 ? 'failed 1' : 'delivered 1');
      expect(await balanceOf(payer)).toEqual(i % 2 ? untouched : paid);
    }
  });

  test('that died behind its claim is followed by another', async () => {
    const { to, id } = await bought();
    await parts.airtime.claim([id], crypto.randomUUID(), parts.clock.now());
    await consume([news(id)]);
    expect(await networkOf(to), 'the try has its time').toEqual([]);
    await aMinuteLater(id);
    await consume([news(id)]);
    expect(await networkOf(to)).toMatchObject([toppedUp]);
    expect(await airtimeOf(id)).toBe('delivered 2');
  });

  test.each(['refuse', 'bad_gateway'] as const)(
    'whose mark of a delivery is lost (%s) does not deliver again',
    async (fault) => {
      const { to, id, payer } = await bought();
      await misbehave(fault, 'tuma.finish_airtime', 4);
      await expect(consume([news(id)])).rejects.toThrow('no answer from the database');
      await misbehave(null);
      await aMinuteLater(id);
      await consume([news(id)]);
      expect(await networkOf(to)).toMatchObject([toppedUp]);
      expect(await airtimeOf(id)).toBe(fault === 'refuse' ? 'delivered 2' : 'delivered 1');
      expect(await balanceOf(payer)).toEqual(paid);
    },
  );

  test('whose mark of a failure is lost pays back once, and the sweep tells of it', async () => {
    const { id, payer } = await bought(unknown());
    await misbehave('bad_gateway', 'tuma.finish_airtime', 4);
    await expect(consume([news(id)])).rejects.toThrow();
    await misbehave(null);
    await aMinuteLater(id);
    await consume([news(id)]);
    expect(await refundsOf(id)).toHaveLength(1);
    expect(await balanceOf(payer)).toEqual(untouched);
    await rows(`update tuma.payment_timers set due_at = due_at - interval '1 minute'`);
    await sweep(parts);
    expect(await until(async () => (await inbox(payer)).length > 1)).toBe(true);
  });

  test.each([0, 1, 2, 3, 4, 5])(
    'of six orders, of which the books refuse to end number %i, ends the other five',
    async (place) => {
      const all = await Promise.all(
        Array.from({ length: 6 }, (_, i) => bought(i % 2 ? unknown() : number())),
      );
      const bad = all[place];
      const heal = await poison(
        { rows },
        'update',
        'airtime',
        `new.payment_id = '${bad?.id}' and new.state in ('delivered', 'failed')`,
      );
      const alerts = vi.spyOn(console, 'error').mockImplementation(() => {});
      const { ackAll } = await consume(all.map(({ id }) => news(id)));
      const told = alerts.mock.calls.map(([line]) => JSON.parse(line).what);
      alerts.mockRestore();
      await heal();
      expect(ackAll).toBe(true);
      expect(told).toEqual(['Error: airtime finished: refused by the database (P0042)']);
      for (const [i, { payer, id }] of all.entries()) {
        if (i === place) continue;
        expect(await airtimeOf(id)).toBe(i % 2 ? 'failed 1' : 'delivered 1');
        expect(await balanceOf(payer)).toEqual(i % 2 ? untouched : paid);
      }
      expect(await airtimeOf(bad?.id ?? '')).toBe('sending 1');
      await aMinuteLater(bad?.id ?? '');
      await consume([news(bad?.id ?? '')]);
      expect(await airtimeOf(bad?.id ?? '')).toBe(place % 2 ? 'failed 2' : 'delivered 2');
    },
  );

  test('of reports, of which the books refuse one, records the others and keeps that one', async () => {
    const all = await Promise.all(Array.from({ length: 3 }, () => bought(number('254798'))));
    await consume(all.map(({ id }) => news(id)));
    const [first, bad, last] = all.map(({ id }) => id);
    const heal = await poison({ rows }, 'update', 'airtime', `new.payment_id = '${bad}'`);
    const alerts = vi.spyOn(console, 'error').mockImplementation(() => {});
    const reports = all.map(({ id }) => ({
      topic: 'airtime_reports',
      requestId: `SIM_${id}`,
      delivered: true,
    }));
    const { ackAll, explicitAcks, retryMessages } = await consume(reports);
    alerts.mockRestore();
    await heal();
    expect({ ackAll, acks: explicitAcks.length, retries: retryMessages.length }).toEqual({
      ackAll: false,
      acks: 2,
      retries: 1,
    });
    expect(await airtimeOf(first ?? '')).toBe('delivered 1');
    expect(await airtimeOf(last ?? '')).toBe('delivered 1');
    expect(await airtimeOf(bad ?? '')).toBe('sent 1');
    await consume([reports[1]]);
    expect(await airtimeOf(bad ?? '')).toBe('delivered 1');
  });

  test('takes nothing as done while the database is away', async () => {
    const { to, id } = await bought();
    await misbehave('refuse', 'tuma.claim_airtime', 4);
    await expect(consume([news(id)])).rejects.toThrow('no answer from the database');
    await consume([news(id)]);
    expect(await networkOf(to)).toMatchObject([toppedUp]);
  });
});

describe('an answer of the gateway', () => {
  const ofRequest = { refused: 'no stock', final: false };
  const ofRecipient = { refused: 'the recipient failed', final: true };

  test('that refuses the whole request ends an order at its first try', async () => {
    const { id, payer } = await bought();
    await consumeWith([ofRequest], [id]);
    expect(await airtimeOf(id)).toBe('failed 1');
    expect(await balanceOf(payer)).toEqual(untouched);
  });

  test('that refuses the whole request ends nothing after a try without an answer', async () => {
    const { id, payer } = await bought();
    await consumeWith([undefined], [id]);
    await aMinuteLater(id);
    await consumeWith([ofRequest], [id]);
    expect(await airtimeOf(id)).toBe('sending 2');
    expect(await balanceOf(payer)).toEqual(paid);
  });

  test('that refuses the recipient ends an order at any try', async () => {
    const { id, payer } = await bought();
    await consumeWith([undefined], [id]);
    await aMinuteLater(id);
    await consumeWith([ofRecipient], [id]);
    expect(await airtimeOf(id)).toBe('failed 2');
    expect(await balanceOf(payer)).toEqual(untouched);
  });

  test('is asked for under the same key at every try: the payment’s id', async () => {
    const { id } = await bought();
    const keys = await consumeWith([undefined], [id]);
    await aMinuteLater(id);
    keys.push(...(await consumeWith([undefined], [id])));
    expect(keys).toEqual([id, id]);
  });
});

describe('the sweep', () => {
  test('rings for airtime that the queue was never told of', async () => {
    const { to, id } = await bought();
    await aMinuteLater(id);
    await sweep(parts);
    expect(await until(async () => (await networkOf(to)).length > 0)).toBe(true);
  });

  test('ends what waited although no queue takes anything', async () => {
    const [payer, to] = [await person(), number()];
    const waiting = payment(payer.account, house.unclaimed, 50_00n, {
      ...{ type: 'p2p_unregistered', accountReference: to },
    });
    await reserved(waiting);
    await completed(waiting);
    await rows(`update tuma.unclaimed set due_at = now() where payment_id = $1`, [waiting.id]);
    const away = () => Promise.reject(new Error('away'));
    const bells = { publishPayments: away, publishNotices: away, publishAirtime: away };
    await expect(sweep({ ...parts, publisher: bells })).rejects.toThrow('away');
    // The fee was for sending it, 20.00.
    expect(await balanceOf(payer)).toEqual({ balance: '998000', held: '0' });
    // The news of it is rung for when there is a queue again.
    await rows(`update tuma.payment_timers set due_at = due_at - interval '1 minute'`);
    await sweep(parts);
    expect(await until(async () => (await inbox(payer)).length > 1)).toBe(true);
  });

  test('wakes somebody for what nobody knows of after all tries, and pays nothing back', async () => {
    const { id, payer } = await bought();
    await consumeWith([undefined], [id]);
    await rows(
      `update tuma.airtime set attempts = 8, at = at - interval '1 day' where payment_id = $1`,
      [id],
    );
    const alerts = vi.spyOn(console, 'error').mockImplementation(() => {});
    await sweep(parts);
    const told = alerts.mock.calls.map(([line]) => JSON.parse(line));
    alerts.mockRestore();
    expect(told).toEqual([{ event: 'airtime_unanswered', what: `Error: payment ${id}` }]);
    expect(await airtimeOf(id)).toBe('unanswered 8');
    expect(await balanceOf(payer)).toEqual(paid);
    await rows(`select * from tuma.end_airtime($1, true, now())`, [id]);
  });
});

describe('a report of the gateway', () => {
  const path = 'https://tuma.test/airtime/africastalking';
  const post = (body: string | URLSearchParams, type?: string, url = `${path}/demo/status`) =>
    exports.default.fetch(url, {
      method: 'POST',
      body,
      ...(type && { headers: { 'content-type': type } }),
    });

  const report = (id: string, status: string) => ({
    ...{ phoneNumber: '+254701000001', description: 'Airtime', status, requestId: `SIM_${id}` },
    ...{ discount: 'KES 0.6000', value: 'KES 50.0000' },
  });

  /** Of a number whose airtime the simulated network takes, and never says what became of it. */
  async function sent() {
    const one = await bought(number('254798'));
    await consume([news(one.id)]);
    return one;
  }

  const becomes = (id: string, state: string) => until(async () => (await airtimeOf(id)) === state);

  test('in JSON, that it was delivered, is the end of it', async () => {
    const { id, payer } = await sent();
    const json = JSON.stringify(report(id, 'Success'));
    expect((await post(json, 'application/json')).status).toBe(200);
    expect(await becomes(id, 'delivered 1')).toBe(true);
    expect(await balanceOf(payer)).toEqual(paid);
  });

  test('as a form, that it failed, pays back and is told to the payer', async () => {
    const { id, payer } = await sent();
    const form = new URLSearchParams(report(id, 'Failed'));
    expect((await post(form)).status).toBe(200);
    expect(await becomes(id, 'failed 1')).toBe(true);
    expect(await balanceOf(payer)).toEqual(untouched);
    const told = async () => (await inbox(payer)).some(({ text }) => / paid back /.test(text));
    expect(await until(told)).toBe(true);
  });

  test('that comes again, or against the first, changes nothing', async () => {
    const { id, payer } = await sent();
    await post(new URLSearchParams(report(id, 'Success')));
    expect(await becomes(id, 'delivered 1')).toBe(true);
    const { requestId } = report(id, '');
    const body = { topic: 'airtime_reports', requestId, delivered: false };
    await consume([body, body]);
    expect(await airtimeOf(id)).toBe('delivered 1');
    expect(await balanceOf(payer)).toEqual(paid);
  });

  test('that comes before the answer was written down is not lost', async () => {
    const { id, payer } = await bought();
    const { requestId } = report(id, '');
    await consume([{ topic: 'airtime_reports', requestId, delivered: false }]);
    expect(await airtimeOf(id)).toBe('intended 0');
    await consume([news(id)]);
    expect(await airtimeOf(id)).toBe('failed 1');
    expect(await balanceOf(payer)).toEqual(untouched);
  });

  test.each([
    ['nothing', '', 'application/json'],
    ['no JSON', '{', 'application/json'],
    ['another type', '<report/>', 'text/xml'],
    ['another status', 'requestId=SIM_1&status=Perhaps', 'application/x-www-form-urlencoded'],
    ['no request', 'status=Failed', 'application/x-www-form-urlencoded'],
    ['too much', `{"a":"${'a'.repeat(9_000)}"}`, 'application/json'],
  ])('that says %s is answered and does nothing', async (_, body, type) => {
    const before = await rows('select count(*) from tuma.airtime_reports');
    expect((await post(body, type)).status).toBe(200);
    expect(await rows('select count(*) from tuma.airtime_reports')).toEqual(before);
  });

  test('that the queue did not take is told to somebody, and answered', async () => {
    const away = { send: () => Promise.reject(new Error('away')) } as unknown as typeof env.AIRTIME;
    const alerts = vi.spyOn(console, 'error').mockImplementation(() => {});
    const body = new URLSearchParams(report('lost', 'Failed'));
    const request = new Request(`${path}/demo/status`, { method: 'POST', body });
    const { status } = await app.fetch(request, { ...env, AIRTIME: away });
    const told = alerts.mock.calls.map(([line]) => JSON.parse(line));
    alerts.mockRestore();
    expect(status).toBe(200);
    expect(told).toEqual([{ event: 'airtime_report_lost', what: 'Error: SIM_lost: Failed' }]);
  });

  test('that the queue could not bring to the books is told to somebody', async () => {
    const body = { topic: 'airtime_reports', requestId: 'SIM_dead', delivered: false };
    const queued = [body, news(crypto.randomUUID()), null].map((one, i) => ({
      ...{ id: `dead${i}`, timestamp: Date.now(), attempts: 100, body: one },
    }));
    const alerts = vi.spyOn(console, 'error').mockImplementation(() => {});
    const batch = createMessageBatch('payment-dlq', queued);
    // biome-ignore lint/suspicious/noExplicitAny: a batch of whatever comes.
    await worker.queue(batch as MessageBatch<any>, env);
    const told = alerts.mock.calls.map(([line]) => JSON.parse(line));
    alerts.mockRestore();
    expect(told).toEqual([{ event: 'airtime_report_lost', what: 'Error: SIM_dead: Failed' }]);
  });

  test('from anybody else finds nothing there', async () => {
    const { id } = await sent();
    const form = () => new URLSearchParams(report(id, 'Failed'));
    expect((await post(form(), undefined, `${path}/wrong/status`)).status).toBe(404);
    expect((await post(form(), undefined, `${path}/demo/other`)).status).toBe(404);
    expect((await exports.default.fetch(`${path}/demo/status`)).status).toBe(405);
    expect(await airtimeOf(id)).toBe('sent 1');
  });
});

test('the books are in order', async () => {
  expect(await parts.maintenance.audit(parts.clock.now())).toEqual([]);
});
