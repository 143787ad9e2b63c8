import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { Books, funding, type NewAccount } from '../../support/books/books.ts';
import { completed, ksh, newId, payment, released } from '../../support/books/payments.ts';

const refused = (refusal: string) => ({ state: 'rejected', refusal });
const reserved = { state: 'reserved' };

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

/** Whatever a test did, the books are whole after it. */
afterEach(async () => {
  expect(await books.audit()).toEqual([]);
});

describe('reserve', () => {
  it('holds the amount and the fee, and counts the amount against the day', async () => {
    const wanted = await books.request(5_000_00n);
    expect(await books.ledger.reserve(wanted)).toEqual(reserved);
    expect(await books.figures(wanted.payer)).toBe('2500000/501500/500000');
    expect(await books.figures(wanted.payee)).toBe('0/0/0');
    expect(await books.facts(wanted.id)).toEqual({
      events: ['payment.reserved'],
      timers: 1,
      receipts: [],
    });
  });

  it.each<[string, bigint, NewAccount, object]>([
    ['all that there is', 84_00n, { balance: 99_00n }, reserved],
    ['a cent more', 84_01n, { balance: 99_00n }, refused('insufficient_funds')],
    ['all that is left of the day', 50_00n, { balance: 99_00n, dailyLimit: 50_00n }, reserved],
    [
      'a cent past the day',
      50_01n,
      { balance: 99_00n, dailyLimit: 50_00n },
      refused('daily_limit_exceeded'),
    ],
    ['what an account without a limit has', 80_00n, { balance: 99_00n, tier: null }, reserved],
    [
      'from a frozen account',
      1_00n,
      { balance: 99_00n, status: 'frozen' },
      refused('payer_unavailable'),
    ],
    [
      'from a closed account',
      1_00n,
      { balance: 99_00n, status: 'closed' },
      refused('payer_unavailable'),
    ],
    [
      'too much, past the day, from a frozen account',
      50_01n,
      { dailyLimit: 50_00n, status: 'frozen' },
      refused('payer_unavailable'),
    ],
    ['too much, and past the day', 50_01n, { dailyLimit: 50_00n }, refused('daily_limit_exceeded')],
  ])('answers to %s', async (_, amount, payer, answer) => {
    const wanted = await books.request(amount, payer);
    expect(await books.ledger.reserve(wanted)).toMatchObject(answer);
  });

  it('logs a refusal with its fact, and owes the payer a receipt of it', async () => {
    const wanted = await books.request(5_000_00n, { balance: 1_00n });
    await books.ledger.reserve(wanted);
    expect(await books.figures(wanted.payer)).toBe('100/0/0');
    expect(await books.facts(wanted.id)).toEqual({
      events: ['payment.rejected'],
      timers: 1,
      receipts: [],
    });
    expect(await books.tells(wanted.id)).toEqual(['payer']);
  });

  it('does not let one payment have what another holds', async () => {
    const first = await books.request(60_00n, { balance: 100_00n });
    const second = { ...first, id: newId() };
    expect(await books.ledger.reserve(first)).toEqual(reserved);
    expect(await books.ledger.reserve(second)).toMatchObject(refused('insufficient_funds'));
  });

  it('lets the funding account go below zero, as the only one', async () => {
    const payee = await books.account();
    const opening = payment({ type: 'funding', channel: 'system', payer: funding, payee });
    expect(await books.ledger.reserve({ ...opening, amount: ksh(10n ** 15n) })).toEqual(reserved);
    await books.ledger.settle(opening, released());
  });

  it('refuses a payer who is not in the books, and nothing is written of it', async () => {
    const good = await books.request(1_00n);
    const before = await books.everything();
    const unknown = { ...good, id: newId(), payer: '999999' };
    expect(await books.ledger.reserve(unknown)).toEqual(refused('payer_not_found'));
    expect(await books.everything()).toBe(before);
    const both = [{ ...unknown, id: newId() }, good];
    expect(await Promise.all(both.map((request) => books.ledger.reserve(request)))).toEqual([
      refused('payer_not_found'),
      reserved,
    ]);
  });

  it('refuses a payer of a kind that pays no such thing, and a type that there is not', async () => {
    const wanted = await books.request(1_00n);
    const before = await books.everything();
    for (const type of ['cash_in', 'funding', 'claim'] as const) {
      const answer = await books.ledger.reserve({ ...wanted, id: newId(), type });
      expect(answer, type).toEqual(refused('payer_not_found'));
    }
    // Whoever pays it, and whoever shares its statement.
    const nonsense = 'nonsense' as PaymentRequest['type'];
    const wrongs = [wanted.payer, '999999'].map((payer) =>
      books.ledger.reserve({ ...wanted, id: newId(), type: nonsense, payer }),
    );
    expect(await Promise.all(wrongs)).toEqual([refused('unknown_type'), refused('unknown_type')]);
    expect(await books.everything()).toBe(before);
  });
});

describe('several payments of one payer in one batch', () => {
  it('are decided in the order in which they were asked for', async () => {
    const first = await books.request(60_00n, { balance: 100_00n }, { fee: ksh(0n) });
    const amounts = [60_00n, 41_00n, 40_00n, 1n];
    // Ids that descend, so that it is not their order.
    const ids = amounts
      .map(() => newId())
      .toSorted()
      .toReversed();
    const answers = await Promise.all(
      amounts.map((amount, i) =>
        books.ledger.reserve({ ...first, id: ids[i] ?? '', amount: ksh(amount) }),
      ),
    );
    expect(answers).toMatchObject([
      reserved,
      refused('insufficient_funds'),
      reserved,
      refused('insufficient_funds'),
    ]);
    expect(await books.figures(first.payer)).toBe('10000/10000/10000');
  });

  it('share what is left of the day, beside a replay and a conflict', async () => {
    const limited = { balance: 100_00n, dailyLimit: 50_00n };
    const first = await books.request(20_00n, limited, { fee: ksh(0n) });
    await books.ledger.reserve(first);
    const next = (amount: bigint) => ({ ...first, id: newId(), amount: ksh(amount) });
    const requests = [next(30_01n), first, next(30_00n), { ...first, amount: ksh(1n) }, next(1n)];
    const answers = [];
    // The same id is never asked for twice in one batch.
    for (const batch of [requests.slice(0, 3), requests.slice(3)]) {
      answers.push(...(await Promise.all(batch.map((one) => books.ledger.reserve(one)))));
    }
    expect(answers).toMatchObject([
      refused('daily_limit_exceeded'),
      reserved,
      reserved,
      refused('idempotency_conflict'),
      refused('daily_limit_exceeded'),
    ]);
  });
});

describe('the same id', () => {
  it('is not tried again: one hold, the same answer', async () => {
    const wanted = await books.request(5_000_00n);
    await books.ledger.reserve(wanted);
    const before = await books.everything();
    expect(await books.ledger.reserve(wanted)).toEqual(reserved);
    expect(await books.everything()).toBe(before);
    await books.ledger.settle(wanted, completed);
    expect(await books.ledger.reserve(wanted)).toMatchObject({ state: 'completed' });
    expect(await books.figures(wanted.payer)).toBe('1998500/0/500000');
  });

  it('of a refused payment stays refused when the money has come', async () => {
    const wanted = await books.request(5_000_00n, { balance: 1_00n });
    expect(await books.ledger.reserve(wanted)).toMatchObject(refused('insufficient_funds'));
    await books.pay({ type: 'funding', channel: 'system', payer: funding, payee: wanted.payer });
    await books.pay({ type: 'funding', channel: 'system', payer: funding, payee: wanted.payer });
    const before = await books.everything();
    expect(await books.ledger.reserve(wanted)).toMatchObject(refused('insufficient_funds'));
    expect(await books.everything()).toBe(before);
  });

  it('for another request is a conflict, and nothing is written', async () => {
    const wanted = await books.request(5_000_00n);
    await books.ledger.reserve(wanted);
    const third = await books.account({ balance: 9_000_00n });
    const before = await books.everything();
    const changes: Partial<PaymentRequest>[] = [
      { amount: ksh(5_000_01n) },
      { fee: ksh(14_99n) },
      { payee: third },
      { payer: third },
      { type: 'buy_goods' },
      { accountReference: '254799000001' },
    ];
    for (const change of changes) {
      const other = { ...wanted, ...change };
      expect(await books.ledger.reserve(other)).toMatchObject(refused('idempotency_conflict'));
    }
    expect(await books.everything()).toBe(before);
  });

  it('from two payers in one statement is one payment and one conflict', async () => {
    const one = await books.request(1_00n);
    const other = { ...one, payer: await books.account({ balance: 9_00n }), fee: ksh(0n) };
    const answers = await Promise.all([books.ledger.reserve(one), books.ledger.reserve(other)]);
    expect(answers.map(({ state }) => state).toSorted()).toEqual(['rejected', 'reserved']);
    expect(answers).toContainEqual(refused('idempotency_conflict'));
  });
});
