import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { DeliveryEnd } from '../../../core/receipts/receipt.ts';
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
const report = (messageId: string, end: DeliveryEnd) => post.report(gateway, messageId, end);

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
  expect(await post.report('africastalking', payer, 'undelivered')).toBeUndefined();
  expect(await states(id)).toEqual(['sent', 'sent']);
});
