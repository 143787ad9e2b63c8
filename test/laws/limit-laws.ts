/** What tiers allow on either side, and when it begins anew. */
import { expect } from 'vitest';
import { type Books, wideOpen } from '../support/books/books.ts';
import { completed, ksh, newId, released } from '../support/books/payments.ts';
import { SideBySide } from '../support/books/side-by-side.ts';
import type { Laws } from './laws.ts';

type Window = 'daily' | 'weekly' | 'monthly';

const most = { amount: 100_00n, count: 3 };
const full = 'recipient_limit_exceeded';

/** When the next day, week and month begin in Nairobi; the example is of a Monday, the second of September. */
const next = {
  daily: Date.UTC(2024, 8, 2, 21),
  weekly: Date.UTC(2024, 8, 8, 21),
  monthly: Date.UTC(2024, 8, 30, 21),
};

async function sends(books: Books, window: Window): Promise<void> {
  const tier = { sending: { ...wideOpen.sending, [window]: most } };
  const balances = [500_00n, 500_00n, 500_00n, 0n];
  const both = await SideBySide.open(books, { balances, tier });
  const over = `${window}_limit_exceeded`;
  const fee = ksh(1_00n);
  const tries = (payer: number, ...amounts: bigint[]) =>
    amounts.map((amount) => both.wants(payer, 3, amount, { fee }));

  // One by one, in one batch, and by number.
  const ends: string[] = [];
  for (const each of tries(0, 60_00n, 40_01n, 40_00n, 1n)) ends.push(...(await both.reserve(each)));
  expect(ends).toEqual(['reserved', over, 'reserved', over]);
  expect(await both.reserve(...tries(1, 60_00n, 40_01n, 40_00n, 1n))).toEqual(ends);
  const many = await both.reserve(...tries(2, 1_00n, 1_00n));
  many.push(...(await both.reserve(...tries(2, 1_00n, 1_00n))));
  expect(many).toEqual(['reserved', 'reserved', 'reserved', 'too_many_payments']);
  await both.agree();
}

async function receives(books: Books, window: Window): Promise<void> {
  const tier = { receiving: { ...wideOpen.receiving, [window]: most } };
  const both = await SideBySide.open(books, { balances: [0n, 0n, 0n, 500_00n], tier });
  const fee = ksh(1_00n);
  // A batch is settled in the order of its ids.
  const tries = (payee: number, ...amounts: bigint[]) => {
    const ids = amounts.map(() => newId(both.now)).toSorted();
    return amounts.map((amount, i) => both.wants(3, payee, amount, { fee, id: ids[i] ?? '' }));
  };

  expect(await both.completes(...tries(0, 60_00n, 40_01n, 40_00n, 1n))).toEqual([
    ...['completed', full, 'completed', full],
  ]);
  const together = tries(1, 60_00n, 40_01n, 40_00n, 1n);
  const many = tries(2, 1_00n, 1_00n, 1_00n, 1_00n);
  await both.reserve(...together, ...many);
  await both.settle(completed, ...together, ...many);
  await both.agree();
}

async function begins(books: Books, window: Window): Promise<void> {
  const tier = {
    sending: { ...wideOpen.sending, [window]: most },
    receiving: { ...wideOpen.receiving, [window]: { amount: 100_00n, count: 100 } },
  };
  const both = await SideBySide.open(books, { balances: [500_00n, 0n, 100_00n], tier });
  await both.completes(both.wants(2, 0, 100_00n));
  const pays = async (amount: bigint, payer = 0) =>
    (await both.completes(both.wants(payer, 1 - payer, amount)))[0];
  expect(await pays(100_00n)).toBe('completed');
  await books.clock.advance(next[window] - 1 - books.clock.now());
  expect(await pays(1n)).toBe(`${window}_limit_exceeded`);
  expect(await pays(1n, 1)).toBe(full);
  await books.clock.advance(1);
  expect(await pays(100_00n)).toBe('completed');
  expect(await pays(1n)).toBe(`${window}_limit_exceeded`);
  expect(await pays(100_00n, 1)).toBe('completed');
  await both.agree();
}

export const limitLaws = {
  'a payer sends what its day takes': (books) => sends(books, 'daily'),
  'a payer sends what its week takes': (books) => sends(books, 'weekly'),
  'a payer sends what its month takes': (books) => sends(books, 'monthly'),
  'a payee receives what its day takes': (books) => receives(books, 'daily'),
  'a payee receives what its week takes': (books) => receives(books, 'weekly'),
  'a payee receives what its month takes': (books) => receives(books, 'monthly'),
  'a new day begins at nothing': (books) => begins(books, 'daily'),
  'a new week begins at nothing': (books) => begins(books, 'weekly'),
  'a new month begins at nothing': (books) => begins(books, 'monthly'),

  async 'a payee holds what its tier lets it'(books) {
    const tier = { balanceCap: 100_00n };
    const both = await SideBySide.open(books, { balances: [100_00n, 40_00n], tier });
    const ends = await both.completes(
      ...[60_01n, 60_00n, 1n].map((amount) => both.wants(0, 1, amount)),
    );
    expect(ends).toEqual([full, 'completed', full]);
    await both.agree();
  },

  async 'an account’s own limit holds below its tier’s'(books) {
    const opening = { balances: [500_00n, 0n], tier: {}, dailyLimit: 50_00n };
    const both = await SideBySide.open(books, opening);
    const ends = await both.reserve(
      ...[50_01n, 50_00n, 1n].map((amount) => both.wants(0, 1, amount)),
    );
    expect(ends).toEqual(['daily_limit_exceeded', 'reserved', 'daily_limit_exceeded']);
    await both.agree();
  },

  async 'a lowered limit holds until its last day is over'(books) {
    const both = await SideBySide.open(books, { balances: [500_00n, 0n], tier: {} });
    await books.rows(
      `update tuma.accounts set restricted_limit = 5000, restricted_until = '2024-09-02' where id = $1`,
      [both.account(0)],
    );
    const tries = async () => {
      const ends = [];
      for (const amount of [50_01n, 50_00n, 1n]) {
        const { state, refusal } = await books.ledger.reserve(both.wants(0, 1, amount));
        ends.push(refusal ?? state);
      }
      return ends;
    };
    expect(await tries()).toEqual(['daily_limit_exceeded', 'reserved', 'daily_limit_exceeded']);
    await books.clock.advance(next.daily - books.clock.now());
    expect(await tries()).toEqual(['reserved', 'reserved', 'reserved']);
  },

  async 'what is released is taken off what was sent, where it was counted'(books) {
    const limited = { ...wideOpen.sending, daily: most, weekly: { amount: 150_00n, count: 5 } };
    const tier = { sending: limited };
    const both = await SideBySide.open(books, { balances: [500_00n, 0n], tier });
    const first = both.wants(0, 1, 100_00n);
    await both.reserve(first);
    await both.settle(released(), first);
    const second = both.wants(0, 1, 90_00n);
    const third = both.wants(0, 1, 10_00n);
    expect(await both.reserve(second, third)).toEqual(['reserved', 'reserved']);
    await books.clock.advance(next.daily - books.clock.now());
    const today = both.wants(0, 1, 50_00n);
    expect(await both.reserve(today)).toEqual(['reserved']);
    await both.settle(released('fraud_declined', 'rejected'), second);
    await both.agree();
    await both.settle(completed, third, today);
    expect(await both.reserve(both.wants(0, 1, 50_01n))).toEqual(['daily_limit_exceeded']);
    await both.agree();
  },

  async 'what limits do not hold for is counted on neither side'(books) {
    const all = { daily: most, weekly: most, monthly: most };
    const tier = { sending: all, receiving: all };
    // The house brings more than may be received in a month.
    const both = await SideBySide.open(books, { balances: [900_00n, 0n], tier });
    const [first, second] = [newId(both.now), newId(both.now)].toSorted();
    const sent = both.wants(0, 1, 100_00n, { id: first ?? '' });
    const charged = both.wants(0, 1, 300_00n, { type: 'fee', payee: '1', id: second ?? '' });
    const freed = both.wants(0, 1, 300_00n, { type: 'fee', payee: '1' });
    const ends = await both.reserve(charged, freed, sent, both.wants(0, 1, 1n));
    expect(ends).toEqual(['reserved', 'reserved', 'reserved', 'daily_limit_exceeded']);
    await both.settle(released(), freed);
    await both.settle(completed, sent, charged);
    expect(await both.completes(both.wants(1, 0, 100_00n))).toEqual(['completed']);
    await both.agree();
    const [habits] = await books.rows(
      'select payments, in_minute, in_hour, recent_payees from tuma.accounts where id = $1',
      [both.account(0)],
    );
    expect(habits).toEqual({
      ...{ payments: 1, in_minute: 1, in_hour: 1, recent_payees: [both.account(1)] },
    });
  },

  async 'a day never goes back'(books) {
    const limited = { daily: most, weekly: most, monthly: most };
    const tier = { sending: limited, receiving: { ...wideOpen.receiving, daily: most } };
    const both = await SideBySide.open(books, { balances: [50_00n, 0n, 0n], tier });
    await both.completes(both.wants(0, 1, 40_00n));
    both.behind = 24 * 60 * 60 * 1_000;
    expect(await both.completes(both.wants(0, 1, 10_00n))).toEqual(['completed']);
    expect(await both.completes(both.wants(1, 2, 50_00n))).toEqual(['completed']);
    await both.agree();
  },
} as const satisfies Laws;
