/** What is left to be seen to when its time comes. */
import { expect } from 'vitest';
import { kenya } from '../../core/markets/ke.ts';
import { reservationLifetime } from '../../core/pipeline/ports.ts';
import { receipts } from '../../db/delivery/receipts.ts';
import { house } from '../support/books/books.ts';
import { completed, ksh, newId, released } from '../support/books/payments.ts';
import { SideBySide } from '../support/books/side-by-side.ts';
import type { Laws } from './laws.ts';
import { waits } from './lock-laws.ts';

const hour = 3_600_000;

export const timerLaws = {
  async 'what is open past its time is ended, and not before'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 100_00n, 0n] });
    const [late, doubted, paid] = [
      both.wants(0, 2, 10_00n, { fee: ksh(1_00n) }),
      both.wants(1, 2, 10_00n),
      both.wants(0, 2, 10_00n),
    ];
    await both.reserve(late, doubted, paid);
    await both.review(doubted, books.clock.now() + hour);
    await both.settle(completed, paid);
    await books.clock.advance(reservationLifetime - 1);
    await both.sweep();
    await both.agree();
    await books.clock.advance(1);
    await both.sweep();
    await both.agree();
    await books.clock.advance(hour - reservationLifetime - 1);
    await both.sweep();
    await books.clock.advance(1);
    await both.sweep();
    await both.agree();
    const [review] = await books.rows('select approved, decided_at from tuma.reviews');
    expect(review).toEqual({ approved: false, decided_at: new Date(books.clock.now()) });
  },

  async 'ends that nobody tells of are rung for, until somebody does'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 0n] });
    const paid = both.wants(0, 1, 10_00n);
    const freed = both.wants(0, 1, 10_00n);
    const ours = both.wants(0, 1, 10_00n, { channel: 'system' });
    const { exchange } = house;
    const bought = both.wants(0, 1, 10_00n, { type: 'exchange_in', payer: exchange });
    const unseen = both.wants(0, 1, 10_00n);
    both.model.open(exchange, 0n, { kind: 'exchange', mayBeNegative: true });
    await both.reserve(paid, freed, ours, bought);
    await both.settle(completed, paid, ours);
    await both.settle(released(), freed, bought);
    await both.voidPayment(unseen);
    for (const wait of [0, reservationLifetime - 1, 1, 14_999, 1, 15_000]) {
      await books.clock.advance(wait);
      await both.sweep();
    }
    await both.tell(paid, unseen);
    for (const wait of [15_000, 15_000]) {
      await books.clock.advance(wait);
      await both.sweep();
    }
    await both.tell(freed);
    await books.clock.advance(15_000);
    await both.sweep();
    await both.agree();
  },

  async 'the oldest are seen to first, no more than are asked for, and what others see to is left'(
    books,
  ) {
    const both = await SideBySide.open(books, { balances: [100_00n, 0n] });
    const wanted = [1, 2, 3].map(() => both.wants(0, 1, 10_00n, { channel: 'system' }));
    await books.rows('delete from tuma.payment_timers');
    for (const each of wanted) {
      await both.reserve(each);
      await books.clock.advance(1_000);
    }
    await books.clock.advance(reservationLifetime);
    const states = async () => {
      const rows = await books.rows(
        `select state from tuma.payments where type = 'p2p' order by reserved_at`,
      );
      return rows.map(({ state }) => state).join(' ');
    };
    await books.rows('begin');
    await books.rows('select from tuma.payment_timers order by due_at limit 1 for update');
    const another = books.sweep(1);
    expect(await waits(books, another)).toBe(false);
    expect(await another).toEqual({ commits: 1, expired: 1, unnotified: [] });
    expect(await states()).toBe('reserved failed reserved');
    await books.rows('commit');
    expect(await books.sweep(1)).toEqual({ commits: 1, expired: 1, unnotified: [] });
    expect(await states()).toBe('failed failed reserved');
    expect(await books.sweep(5)).toEqual({ commits: 1, expired: 1, unnotified: [] });
  },

  async 'each party that is told has one receipt, and one claim of it'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 0n] });
    const paid = both.wants(0, 1, 10_00n, { fee: ksh(1_00n) });
    const freed = both.wants(0, 1, 10_00n);
    const open = both.wants(0, 1, 10_00n);
    const ours = both.wants(0, 1, 10_00n, { channel: 'system' });
    await both.reserve(paid, freed, open, ours);
    await both.settle(completed, paid);
    await both.settle(completed, ours);
    await both.settle(released(), freed);
    const all = [paid, freed, open, ours].map(({ id }) => id);
    const post = receipts(books.sql, kenya);
    const [mine, others] = [newId(), newId()];
    const claimed = await post.claim(all, mine, books.clock.now());
    const told = claimed.map(({ about, party, balance }) => `${about} ${party} ${balance?.minor}`);
    expect(told.toSorted()).toEqual(
      [`${paid.id} payer 8900`, `${paid.id} payee 1000`, `${freed.id} payer undefined`].toSorted(),
    );
    expect(await post.claim(all, mine, books.clock.now())).toEqual(claimed);
    expect(await post.claim(all, others, books.clock.now())).toEqual([]);
    await books.clock.advance(hour);
    expect(await post.claim(all, others, books.clock.now())).toHaveLength(3);
    both.model.timers.tell(all);
    await both.agree();
  },
} as const satisfies Laws;
