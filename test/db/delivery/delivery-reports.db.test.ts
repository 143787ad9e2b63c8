import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { DeliveryEnd } from '../../../core/receipts/receipt.ts';
import { airtime } from '../../../db/delivery/airtime.ts';
import { receipts } from '../../../db/delivery/receipts.ts';
import { Books } from '../../support/books/books.ts';
import { ksh } from '../../support/books/payments.ts';

let books: Books;
let post: ReturnType<typeof receipts>;
beforeAll(async () => {
  books = await Books.open();
  post = receipts(books.sql, kenya);
});
afterAll(() => books.close());

const now = () => books.clock.now();
const gateway = 'infobip';
const report = (messageId: string, end: DeliveryEnd) => post.report(gateway, messageId, end, now());

/** A payment whose two receipts were sent, as these messages. */
async function sent() {
  const { id } = await books.pay({
    payer: await books.account({ balance: 1_000_00n }),
    payee: await books.account(),
    amount: ksh(100_00n),
  });
  const by = randomUUID();
  const found = await post.claim([id], by, now(), gateway);
  const [payer, payee] = [randomUUID(), randomUUID()];
  await post.finish(
    found.map((receipt) => ({
      receipt,
      outcome: 'sent' as const,
      messageId: receipt.party === 'payer' ? payer : payee,
    })),
    by,
  );
  return { id, payer, payee };
}

async function states(id: string): Promise<unknown[]> {
  const rows = await books.rows(
    'select state from tuma.receipts where about = $1 order by receipts.party',
    [id],
  );
  return rows.map(({ state }) => state);
}

it('the end of a message is its receipt’s, and nobody else’s', async () => {
  const { id, payer, payee } = await sent();
  expect(await report(payer, 'delivered')).toBe(true);
  expect(await states(id)).toEqual(['delivered', 'sent']);
  expect(await report(payee, 'undelivered')).toBe(true);
  expect(await states(id)).toEqual(['delivered', 'undelivered']);
});

it('an end that was reported stays, whatever is reported later', async () => {
  const { id, payer, payee } = await sent();
  await report(payer, 'undelivered');
  await report(payee, 'delivered');
  const before = await books.everything();
  for (const end of ['delivered', 'undelivered', 'delivered'] as const) {
    expect(await report(payer, end)).toBe(false);
    expect(await report(payee, end)).toBe(false);
  }
  expect(await books.everything()).toBe(before);
  expect(await states(id)).toEqual(['undelivered', 'delivered']);
});

it('of contradictory ends at once, one is kept', async () => {
  const { id, payer } = await sent();
  const ends = ['delivered', 'undelivered', 'delivered', 'undelivered'] as const;
  const changed = await Promise.all(ends.map((end) => report(payer, end)));
  expect(changed.toSorted()).toEqual([false, false, false, true]);
  expect(await states(id)).toEqual([ends[changed.indexOf(true)], 'sent']);
});

it('a message that nobody sent changes nothing', async () => {
  await sent();
  const before = await books.everything();
  expect(await report('ATXid_of_nobody', 'delivered')).toBeUndefined();
  expect(await books.everything()).toBe(before);
});

it('a message that was delivered, or not, is not sent again', async () => {
  const { id, payer, payee } = await sent();
  await report(payer, 'delivered');
  await report(payee, 'undelivered');
  await books.clock.advance(24 * 3_600_000);
  expect(await post.claim([id], randomUUID(), now())).toEqual([]);
  expect(await post.due(now(), 100)).toEqual({ payments: [], notices: [] });
});

it('a report that overtakes the answer to the call, or comes in its place, ends the receipt', async () => {
  const { id } = await books.pay({
    payer: await books.account({ balance: 1_000_00n }),
    payee: await books.account(),
    amount: ksh(100_00n),
  });
  const by = randomUUID();
  const found = await post.claim([id], by, now(), gateway);
  const [payer] = found.filter(({ party }) => party === 'payer');
  expect(await report(payer?.messageId ?? '', 'delivered')).toBe(true);
  await post.finish(
    found.map((receipt) => ({ receipt, outcome: 'unknown' as const })),
    by,
  );
  expect(await states(id)).toEqual(['delivered', 'sending']);
  await books.clock.advance(24 * 3_600_000);
  expect((await post.claim([id], randomUUID(), now())).map(({ party }) => party)).toEqual([
    'payee',
  ]);
});

it('a gateway reports of its own messages and of nobody else’s', async () => {
  const { id, payer } = await sent();
  expect(await post.report('africastalking', payer, 'undelivered', now())).toBeUndefined();
  expect(await states(id)).toEqual(['sent', 'sent']);
});

describe('a report that overtakes its message’s id', () => {
  /** How many reports wait: of this message, or of any. */
  const kept = async (messageId = '') =>
    (
      await books.rows(`select from tuma.delivery_reports where $1 in ('', message_id)`, [
        messageId,
      ])
    ).length;

  /** A receipt that is being sent, by a gateway that gives its own id. */
  async function sending() {
    const { id } = await books.pay({
      payer: await books.account({ balance: 1_000_00n }),
      payee: await books.account(),
      amount: ksh(100_00n),
    });
    const by = randomUUID();
    const [payer] = (await post.claim([id], by, now(), gateway)).filter(
      ({ party }) => party === 'payer',
    );
    if (!payer) throw new Error('nothing is due');
    const messageId = randomUUID();
    const isTaken = () => post.finish([{ receipt: payer, outcome: 'sent', messageId }], by);
    return { id, messageId, isTaken };
  }

  it.each(['delivered', 'undelivered'] as const)('is kept for it: %s', async (end) => {
    const { id, messageId, isTaken } = await sending();
    expect(await report(messageId, end)).toBeUndefined();
    expect(await report(messageId, end)).toBeUndefined();
    expect(await kept(messageId)).toBe(1);
    await isTaken();
    expect(await states(id)).toEqual([end, 'sending']);
    expect(await kept(messageId)).toBe(0);
  });

  it('and is kept in the moment when the id is written, ends the receipt at the next sweep', async () => {
    const { id, messageId, isTaken } = await sending();
    await isTaken();
    await books.rows(
      `insert into tuma.delivery_reports (gateway, message_id, state, at) values ($1, $2, 'delivered', $3) on conflict do nothing`,
      [gateway, messageId, new Date(now()).toISOString()],
    );
    await post.keepEarlyReports(1_000, now());
    expect(await states(id)).toEqual(['delivered', 'sending']);
  });

  it('is another gateway’s where it is another gateway’s', async () => {
    const { id, messageId, isTaken } = await sending();
    await post.report('africastalking', messageId, 'undelivered', now());
    await isTaken();
    expect(await states(id)).toEqual(['sent', 'sending']);
  });

  it('of a message that never becomes known is forgotten after a day, of airtime too', async () => {
    await books.rows('delete from tuma.delivery_reports');
    await report(randomUUID(), 'delivered');
    await books.clock.advance(3_600_000);
    await report(randomUUID(), 'delivered');
    const orders = airtime(books.sql, kenya);
    await orders.report(randomUUID(), true, now());
    await books.clock.advance(23.5 * 3_600_000);
    expect(await post.keepEarlyReports(1_000, now())).toBe(1);
    expect(await kept()).toBe(1);
    await books.clock.advance(3_600_000);
    expect(await post.keepEarlyReports(1_000, now()), 'one of each kind').toBe(1);
    expect(await kept()).toBe(0);
    expect(await books.rows('select from tuma.airtime_reports')).toEqual([]);
  });

  it('fills no disk: of ten thousand and one the oldest goes', async () => {
    await books.rows(
      `insert into tuma.delivery_reports (gateway, message_id, state, at)
       select 'infobip', 'unknown ' || n, 'delivered', $1::timestamptz + n * interval '1 ms' from generate_series(1, 10001) n`,
      [new Date(now()).toISOString()],
    );
    expect(await post.keepEarlyReports(1_000, now())).toBe(1);
    expect(
      await books.rows(`select from tuma.delivery_reports where message_id = 'unknown 1'`),
    ).toEqual([]);
  });
});
