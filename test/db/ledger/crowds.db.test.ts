/** Many at once on the same accounts, through group commits and beside each other. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { SettleResult } from '../../../core/pipeline/ports.ts';
import { Books, type TierLimits, wideOpen } from '../../support/books/books.ts';
import { Callers } from '../../support/books/callers.ts';
import { ksh, newId, payment, released } from '../../support/books/payments.ts';

let books: Books;
let callers: Callers;
beforeAll(async () => {
  books = await Books.open();
  callers = new Callers(books);
});
afterAll(() => books.close());
afterEach(async () => {
  expect(await books.audit()).toEqual([]);
});

const free = ksh(0n);

function opened(count: number, balance: bigint): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => books.account({ balance })));
}

/** So many of the same kind, under ids of their own. */
function many(count: number, wanted: Partial<PaymentRequest>): PaymentRequest[] {
  return Array.from({ length: count }, () => payment({ fee: free, ...wanted, id: newId() }));
}

/** How often each end was told. */
function ends(all: readonly SettleResult[]): Record<string, number> {
  const groups = Map.groupBy(all, ({ state, refusal }) => refusal ?? state);
  return Object.fromEntries([...groups].map(([end, those]) => [end, those.length]));
}

describe('a crowd', () => {
  it('of opposing transfers between two accounts ends where it must', async () => {
    const [a = '', b = ''] = await opened(2, 1_000_00n);
    const there = many(40, { payer: a, payee: b, amount: ksh(3_00n) });
    const back = many(40, { payer: b, payee: a, amount: ksh(2_00n) });
    const all = await callers.carry(there.flatMap((one, i) => [one, back[i] ?? one]));
    expect(ends(all)).toEqual({ completed: 80 });
    expect(await books.figures(a)).toBe('96000/0/12000');
    expect(await books.figures(b)).toBe('104000/0/8000');
  });

  it('of transfers in a ring, each by its own caller, leaves everybody what they had', async () => {
    const ring = await opened(8, 100_00n);
    const rounds = Array.from({ length: 10 }, () =>
      ring.flatMap((payer, i) =>
        many(1, { payer, payee: ring[(i + 1) % ring.length] ?? '', amount: ksh(1_00n) }),
      ),
    );
    expect(ends(await callers.carry(rounds.flat()))).toEqual({ completed: 80 });
    for (const id of ring) expect(await books.figures(id)).toBe('10000/0/1000');
  });

  it('that pays one payee leaves it what all of them sent', async () => {
    const payee = await books.account();
    const payers = await opened(40, 10_00n);
    const all = await callers.carry(
      payers.flatMap((payer) => many(1, { payer, payee, amount: ksh(5_00n), fee: ksh(1_00n) })),
    );
    expect(all.map(({ payerBalance }) => payerBalance)).toEqual(Array(40).fill(4_00n));
    expect(await books.figures(payee)).toBe('20000/0/0');
  });

  it.each([
    ['one caller, whose group commit takes many of them together', 1],
    ['many callers beside each other', 6],
  ])('that asks one payer for more than there is gets what there is, by %s', async (_, by) => {
    const payer = await books.account({ balance: 1_000_00n });
    const payee = await books.account();
    const requests = many(200, { payer, payee, amount: ksh(9_00n) });
    const all = await new Callers(books, by).carry(requests);
    expect(ends(all)).toEqual({ completed: 111, insufficient_funds: 89 });
    expect(await books.figures(payer)).toBe('100/0/99900');
    const [row] = await books.rows('select payments, entries from tuma.accounts where id = $1', [
      payer,
    ]);
    expect(row).toEqual({ payments: 111, entries: '112' });
  });

  it('that sends one payment makes one payment', async () => {
    const request = await books.request(5_000_00n);
    const all = await callers.carry(Array(40).fill(request));
    for (const end of all) expect(end).toEqual(all[0]);
    expect(all[0]).toMatchObject({ state: 'completed', payerBalance: 19_985_00n });
    expect(await books.figures(request.payee)).toBe('500000/0/0');
  });

  it('that uses one id for different payments of different payers makes one of them', async () => {
    const payers = await opened(6, 10_00n);
    const payee = await books.account();
    const id = newId();
    const requests = payers.map((payer) => payment({ id, payer, payee, amount: ksh(1_00n) }));
    const all = await callers.carry(requests.map((request) => ({ ...request, fee: free })));
    expect(ends(all)).toEqual({ completed: 1, idempotency_conflict: 5 });
    expect(await books.figures(payee)).toBe('100/0/0');
  });
});

it('two that use the same ids at the same moment, in opposite order, share them out', async () => {
  const [one = '', other = '', payee = ''] = await opened(3, 100_00n);
  const first = many(20, { payer: one, payee, amount: ksh(1n) });
  const second = first.map((request) => ({ ...request, payer: other })).toReversed();
  const asked = () =>
    [first, second].map((requests, i) =>
      Promise.all(requests.map((request) => callers.by(i).reserve(request))),
    );
  const told = await slowly(() => Promise.all(asked()));
  expect(ends(told.flat())).toEqual({ reserved: 20, idempotency_conflict: 20 });
});

it('a reserve and an abandon of one payment at the same moment leave it given up', async () => {
  const request = await books.request(1_00n);
  for (const order of [0, 1]) {
    const one = { ...request, id: newId() };
    const both = [
      () => callers.by(0).reserve(one),
      () => callers.by(1).voidPayment(one, released()),
    ];
    await slowly(() => Promise.all((order === 0 ? both : both.toReversed()).map((ask) => ask())));
    expect(await callers.by(2).voidPayment(one, released())).toMatchObject({ refusal: 'timeout' });
  }
  expect(await books.figures(request.payer)).toBe('2500000/0/0');
});

/** While each reservation takes its time to be logged, so that those who log at the same moment are sure to meet. */
async function slowly<T>(work: () => Promise<T>): Promise<T> {
  await books.rows(`create function public.slowly() returns trigger language plpgsql
                      as 'begin perform pg_sleep(0.02); return new; end'`);
  await books.rows(`create trigger slowly before insert on tuma.payments
                      for each row when (new.state = 'reserved') execute function public.slowly()`);
  try {
    return await work();
  } finally {
    await books.rows('drop function public.slowly cascade');
  }
}

const money = (amount: bigint) => ({ amount, count: 1_000 });
const times = (count: number) => ({ amount: 10n ** 15n, count });

/** Ten payments of 5.00 fit, and the eleventh does not. */
const edges = (['daily', 'weekly', 'monthly'] as const).flatMap((window) => [
  [`${window} amount`, { [window]: money(50_00n) }, `${window}_limit_exceeded`] as const,
  [
    `${window} amount, but for a cent`,
    { [window]: money(54_99n) },
    `${window}_limit_exceeded`,
  ] as const,
  [`${window} count`, { [window]: times(10) }, 'too_many_payments'] as const,
]);

describe('a crowd at the edge of a limit', () => {
  it.each(edges)(
    'of what may be sent, the %s, sends exactly what it allows',
    async (_, window, refusal) => {
      await books.tier({ sending: { ...wideOpen.sending, ...window } });
      const payer = await books.account({ balance: 1_000_00n, tier: 3 });
      const payee = await books.account();
      const all = await callers.carry(many(24, { payer, payee, amount: ksh(5_00n) }));
      expect(ends(all)).toEqual({ completed: 10, [refusal]: 14 });
      expect(await books.figures(payer)).toBe('95000/0/5000');
    },
  );

  const received: (readonly [string, Partial<TierLimits>])[] = [
    ['balance', { balanceCap: 54_99n }],
    ...edges.map(
      ([name, window]) =>
        [name, { receiving: { ...wideOpen.receiving, ...window } }] as [
          string,
          Partial<TierLimits>,
        ],
    ),
  ];

  it.each(received)(
    'of what may be received, the %s, pays exactly what it allows',
    async (_, tier) => {
      await books.tier(tier);
      const payers = await opened(24, 10_00n);
      const payee = await books.account({ tier: 3 });
      const requests = payers.flatMap((payer) => many(1, { payer, payee, amount: ksh(5_00n) }));
      const all = await callers.carry(requests);
      expect(ends(all)).toEqual({ completed: 10, recipient_limit_exceeded: 14 });
      expect(await books.figures(payee)).toBe('5000/0/0');
      const figures = await Promise.all(payers.map((payer) => books.figures(payer)));
      expect(figures.filter((one) => one === '1000/0/0')).toHaveLength(14);
    },
  );

  it('of their own day get what the day allows, also where all limits meet', async () => {
    await books.tier({ sending: { ...wideOpen.sending, weekly: money(60_00n), daily: times(13) } });
    const payer = await books.account({ balance: 55_00n, dailyLimit: 50_00n, tier: 3 });
    const payee = await books.account();
    const all = await callers.carry(many(24, { payer, payee, amount: ksh(5_00n) }));
    expect(ends(all)).toEqual({ completed: 10, daily_limit_exceeded: 14 });
  });
});

it('nobody was in a deadlock, and only who used another’s id at the same moment had to try again', async () => {
  const { deadlocks, failures } = await books.troubles();
  expect(deadlocks).toBe(0);
  // Two inserts of one id that met: at most one for each of those, and for each further try.
  expect(failures).toBeLessThanOrEqual(20);
});
