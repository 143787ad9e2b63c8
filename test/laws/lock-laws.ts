/** What several callers at once may rely on; shown by holding a lock while one of them comes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { PaymentRequest } from '../../core/payments/request.ts';
import { reservationLifetime } from '../../core/pipeline/ports.ts';
import type { Books } from '../support/books/books.ts';
import { Callers } from '../support/books/callers.ts';
import { completed, ksh, payment, released } from '../support/books/payments.ts';
import { SideBySide } from '../support/books/side-by-side.ts';
import type { Laws } from './laws.ts';

/** Settings of every connection that is made from now on. */
async function sets(books: Books, settings: Readonly<Record<string, string>>): Promise<void> {
  const [row] = await books.rows('select current_database() name');
  for (const [name, value] of Object.entries(settings)) {
    await books.rows(`alter database ${row?.name} set ${name} = '${value}'`);
  }
}

/** Whether somebody comes to wait for what the owner's transaction holds, while `going` is under way. */
export async function waits(books: Books, going: Promise<unknown>): Promise<boolean> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  going.then(over, over);
  while (!isOver) {
    const [row] = await books.rows(
      `select exists (select from pg_locks l
                       where not l.granted and pg_backend_pid() = any (pg_blocking_pids(l.pid))) waits`,
    );
    if (row?.waits) return true;
    await sleep(5);
  }
  return false;
}

/**
 * Two accounts that lie in the table in the other order than their ids', where no index is read. `act` comes for both
 * while the first is held, and must leave the second alone until it has the first.
 */
async function inOrder(
  books: Books,
  act: (both: SideBySide) => Promise<() => Promise<unknown>>,
): Promise<void> {
  await sets(books, { enable_indexscan: 'off', enable_bitmapscan: 'off' });
  const both = await SideBySide.open(books, { balances: [100_00n, 100_00n] });
  const [first, second] = [both.account(0), both.account(1)];
  const go = await act(both);
  await books.rows('update tuma.accounts set entries = entries where id = $1', [first]);
  await books.rows('begin');
  await books.rows('select from tuma.accounts where id = $1 for no key update', [first]);
  const going = Promise.allSettled([go()]);
  const waited = await waits(books, going);
  const free = await books.rows(
    'select id from tuma.accounts where id = $1 for no key update skip locked',
    [second],
  );
  await books.rows('rollback');
  const [end] = await going;
  expect(waited).toBe(true);
  expect(free).toEqual([{ id: second }]);
  expect(end?.status).toBe('fulfilled');
}

/** Whether the owner's transaction can log a payment without waiting for who does. */
async function logs(books: Books, { id, payer, payee }: PaymentRequest): Promise<boolean> {
  await books.rows('savepoint before');
  await books.rows(`set local lock_timeout = '100ms'`);
  try {
    await books.rows(
      `insert into tuma.payments (id, type, channel, state, payer, payee, amount, fee, "day", requested_at)
       values ($1, 'p2p', 'system', 'reserved', $2, $3, 1, 0, now(), now())`,
      [id, payer, payee],
    );
    return true;
  } catch {
    await books.rows('rollback to before');
    return false;
  }
}

/** What comes of `act`, for which an account was changed while it waited. */
async function afterChange<T>(books: Books, change: string, act: () => Promise<T>): Promise<T> {
  await books.rows('begin');
  await books.rows(change);
  const going = act();
  expect(await waits(books, going)).toBe(true);
  await books.rows('commit');
  return going;
}

export const lockLaws = {
  'reserve locks accounts in the order of their ids': (books) =>
    inOrder(books, async (both) => {
      const wanted = [both.wants(1, 0, 1_00n), both.wants(0, 1, 1_00n)];
      return () => both.reserve(...wanted);
    }),

  'settle locks accounts in the order of their ids': (books) =>
    inOrder(books, async (both) => {
      const wanted = [both.wants(1, 0, 1_00n), both.wants(0, 1, 1_00n)];
      await both.reserve(...wanted);
      return () => both.settle(completed, ...wanted);
    }),

  'the sweep locks payers in the order of their ids': (books) =>
    inOrder(books, async (both) => {
      const [late, doubted] = [both.wants(1, 0, 1_00n), both.wants(0, 1, 1_00n)];
      await both.reserve(late, doubted);
      await both.review(doubted, books.clock.now() + reservationLifetime);
      await books.clock.advance(reservationLifetime);
      return () => both.sweep();
    }),

  async 'reserve logs payments in the order of their ids'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 100_00n] });
    const requests = [both.wants(0, 1, 1_00n), both.wants(1, 0, 1_00n)];
    const [first, second] = requests.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    if (!first || !second) throw new Error('there are two');
    await books.rows('begin');
    expect(await logs(books, first)).toBe(true);
    const going = Promise.allSettled([both.reserve(second, first)]);
    expect(await waits(books, going)).toBe(true);
    const isFree = await logs(books, second);
    await books.rows('rollback');
    const [end] = await going;
    expect(isFree).toBe(true);
    expect(end?.status).toBe('fulfilled');
  },

  async 'void_payment holds the payer’s account before it leaves its mark'(books) {
    const request = await books.request(10_00n);
    await books.rows('begin');
    await books.rows('select from tuma.accounts where id = $1 for no key update', [request.payer]);
    const going = Promise.allSettled([books.ledger.voidPayment(request, released())]);
    expect(await waits(books, going)).toBe(true);
    const isFree = await logs(books, request);
    await books.rows('rollback');
    await going;
    expect(isFree).toBe(true);
  },

  async 'reserve decides by what whoever was before it has left'(books) {
    const request = await books.request(10_00n);
    const end = await afterChange(
      books,
      `update tuma.accounts set daily_limit = 9_99 where id = ${request.payer}`,
      () => books.ledger.reserve(request),
    );
    expect(end).toMatchObject({ refusal: 'daily_limit_exceeded' });
  },

  async 'settle decides by what whoever was before it has left'(books) {
    const request = await books.request(10_00n);
    await books.ledger.reserve(request);
    const end = await afterChange(
      books,
      `update tuma.accounts set status = 'closed' where id = ${request.payee}`,
      () => books.ledger.settle(request, completed),
    );
    expect(end).toMatchObject({ refusal: 'recipient_unavailable' });
  },

  async 'payments go on while somebody refers to their accounts'(books) {
    const request = await books.request(10_00n);
    await books.rows('begin');
    // As a key that is enforced does.
    const refer = 'select from tuma.accounts where id in ($1, $2) for key share';
    await books.rows(refer, [request.payer, request.payee]);
    const going = books.pay(request);
    expect(await waits(books, going)).toBe(false);
    await books.rows('commit');
    expect(await books.figures(request.payee)).toBe('1000/0/0');
  },

  async 'a burst of opposing payments by many callers ends where it must'(books) {
    const [a, b] = [
      await books.account({ balance: 100_00n }),
      await books.account({ balance: 100_00n }),
    ];
    const requests = Array.from({ length: 60 }, (_, i) => {
      const [payer, payee] = i % 2 === 0 ? [a, b] : [b, a];
      return payment({ payer, payee, amount: ksh(i % 2 === 0 ? 3_00n : 2_00n), fee: ksh(0n) });
    });
    // Each twice, as if the first caller had not been heard.
    const ends = await new Callers(books).carry([...requests, ...requests]);
    expect(ends.slice(60)).toEqual(ends.slice(0, 60));
    expect(await books.figures(a)).toBe('7000/0/9000');
    expect(await books.figures(b)).toBe('13000/0/6000');
    expect(await books.audit()).toEqual([]);
  },
} as const satisfies Laws;
