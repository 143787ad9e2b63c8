/** What people did stays as they did it, for the owner too, and what they may still do is let through. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kenya } from '../../core/markets/ke.ts';
import { accounts } from '../../db/operator/accounts.ts';
import { reversals } from '../../db/operator/reversals.ts';
import { reviews } from '../../db/operator/reviews.ts';
import { Books } from '../support/books/books.ts';
import { evidence, findings, ksh, newId } from '../support/books/payments.ts';

const denied = { code: '42501' };
const ann = { by: 'ann', reason: 'wrong number' };

let books: Books;
/** Payments: one that was judged and one that waits for it; one that was taken back, one of which it was given up, one of
 * which it waits. */
let judged: string;
let open: string;
let reversed: string;
let refused: string;
let waiting: string;

beforeAll(async () => {
  books = await Books.open();
  [judged, open] = [await inReview(), await inReview()];
  [reversed, refused, waiting] = [await paid(), await paid(), await paid()];
  await judge(judged);
  await reverse(reversed);
  const spent = await books.rows('select payee from tuma.payments where id = any ($1)', [
    [refused, waiting],
  ]);
  for (const { payee } of spent) {
    await books.pay({ payer: String(payee), payee: await books.account(), amount: ksh(1_00n) });
  }
  await reverse(refused);
  await reverse(waiting, books.clock.now() + 60_000);
  const desk = accounts(books.desk, kenya);
  await desk.adjust(newId(), await books.account(), ksh(1_00n), ann, books.clock.now());
  await books.rows('select tuma.add_rule_set($1, $2, now())', [{ version: 1 }, 'ann']);
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

async function paid(): Promise<string> {
  const [payer, payee] = [await books.account({ balance: 1_000_00n }), await books.account()];
  return (await books.pay({ payer, payee, amount: ksh(500_00n) })).id;
}

async function inReview(): Promise<string> {
  const request = await books.request(10_00n);
  await books.ledger.reserve(request);
  await books.ledger.review(request, { ...findings, evidence }, books.clock.now() + 60_000);
  return request.id;
}

function judge(id: string) {
  const decision = { approve: true, by: 'ann', note: 'called her' };
  return reviews(books.desk, kenya).decide(id, decision, books.clock.now());
}

function reverse(origin: string, until?: number) {
  const asked = { ...ann, origin, id: newId(), until };
  return reversals(books.desk, kenya).reverse(asked, books.clock.now());
}

describe('what people did stays', () => {
  let before: string;
  beforeEach(async () => {
    before = await books.everything();
  });

  it.each(['operator_actions', 'rule_sets'])(
    'rows of %s are neither changed nor deleted',
    async (table) => {
      const attempts = [
        `update tuma.${table} set made_by = made_by`,
        `update tuma.${table} set made_by = 'bob' where false`,
        `delete from tuma.${table}`,
        `truncate tuma.${table}`,
      ];
      for (const attempt of attempts) await refuses(attempt);
      expect(await books.everything()).toBe(before);
    },
  );

  it.each(['reviews', 'reversals'])('rows of %s are not deleted', async (table) => {
    for (const attempt of [`delete from tuma.${table}`, `truncate tuma.${table}`]) {
      await refuses(attempt);
    }
    expect(await books.everything()).toBe(before);
  });

  it.each<[what: string, table: string, of: () => string, change: string]>([
    ['a decision is not changed', 'reviews', () => judged, 'approved = not approved'],
    ['nor whose it is', 'reviews', () => judged, `decided_by = 'bob'`],
    ['nor what they said', 'reviews', () => judged, `note = ''`],
    ['nor is it taken back', 'reviews', () => judged, 'approved = null, decided_at = null'],
    ['what waits for a decision gets one or nothing', 'reviews', () => open, `note = 'so far'`],
    ['and keeps when it began', 'reviews', () => open, 'opened_at = now(), decided_at = now()'],
    ['a reversal that was made is not changed', 'reversals', () => reversed, 'amount = amount'],
    ['nor undone', 'reversals', () => reversed, 'ended_by = null'],
    ['one that was given up keeps its reason', 'reversals', () => refused, `refusal = 'timeout'`],
    ['and is not made as it is', 'reversals', () => refused, 'ended_by = gen_random_uuid()'],
    ['one that waits is of its payment', 'reversals', () => waiting, 'payment_id = uuidv7()'],
    [
      'and is made as it was asked for',
      'reversals',
      () => waiting,
      'ended_by = uuidv7(), amount = 1',
    ],
    ['by whom', 'reversals', () => waiting, `refused_at = now(), asked_by = 'bob'`],
  ])('%s', async (_, table, of, change) => {
    await refuses(`update tuma.${table} set ${change} where payment_id = '${of()}'`);
    expect(await books.everything()).toBe(before);
  });
});

it('what waits gets its decision, and what was given up is asked for anew', async () => {
  expect(await judge(open)).toMatchObject({ isFirst: true });
  expect(await judge(open)).toMatchObject({ isFirst: false });
  expect(await reverse(refused)).toMatchObject({ refusal: 'insufficient_funds' });
  expect(await reverse(refused, books.clock.now() + 1)).toHaveProperty('waitsUntil');
  expect(await reverse(waiting)).toMatchObject({ refusal: 'insufficient_funds' });
  await books.rows('select tuma.retry_reversals(10, $1)', [
    new Date(books.clock.now() + 1).toISOString(),
  ]);
  const [row] = await books.rows('select * from tuma.reversals where payment_id = $1', [refused]);
  expect(row).toMatchObject({ refusal: 'insufficient_funds', ended_by: null });
});

it('an adjustment that is refused leaves no act, and one that is repeated no second', async () => {
  const [id, account] = [newId(), await books.account()];
  const desk = accounts(books.desk, kenya);
  const adjust = (minor: bigint) => desk.adjust(id, account, ksh(minor), ann, books.clock.now());
  expect(await adjust(-1n)).toEqual({ refusal: 'insufficient_funds' });
  expect(await desk.actions(account, 9)).toEqual([]);
  const made = await Promise.all([adjust(5n), adjust(5n), adjust(5n)]);
  expect(new Set(made.map(({ number }) => number)).size).toBe(1);
  expect(await desk.actions(account, 9)).toHaveLength(1);
});

async function refuses(attempt: string): Promise<void> {
  await expect(books.rows(attempt), attempt).rejects.toMatchObject(denied);
}
