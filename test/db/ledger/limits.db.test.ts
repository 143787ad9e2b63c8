import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Books, type NewAccount } from '../../support/books/books.ts';
import { completed, ksh, newId, released } from '../../support/books/payments.ts';
import { TestClock } from '../../support/clock/clock.ts';

const reserved = { state: 'reserved' };
const pastLimit = { state: 'rejected', refusal: 'daily_limit_exceeded' };

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());
afterEach(async () => {
  expect(await books.audit()).toEqual([]);
});

describe('the day’s limit', () => {
  const limited: NewAccount = { balance: 1_000_00n, dailyLimit: 100_00n };
  const free = { fee: ksh(0n) };

  it('counts what is reserved and completed, and gives back what is released', async () => {
    const first = await books.request(60_00n, limited, free);
    await books.ledger.reserve(first);
    const rest = { ...first, amount: ksh(40_01n) };
    expect(await books.ledger.reserve({ ...rest, id: newId() })).toMatchObject(pastLimit);
    await books.ledger.settle(first, released());
    expect(await books.figures(first.payer)).toBe('100000/0/0');
    const second = { ...first, id: newId(), amount: ksh(100_00n) };
    expect(await books.ledger.reserve(second)).toEqual(reserved);
    await books.ledger.settle(second, completed);
    expect(await books.ledger.reserve({ ...first, id: newId(), amount: ksh(1n) })).toMatchObject(
      pastLimit,
    );
  });

  it('begins anew at midnight in Nairobi, and a release of yesterday gives nothing to today', async () => {
    await until('2024-09-02T20:59:59.999Z');
    const yesterday = await books.request(90_00n, limited, free);
    await books.ledger.reserve(yesterday);
    const next = { ...yesterday, id: newId(), amount: ksh(11_00n) };
    expect(await books.ledger.reserve(next)).toMatchObject(pastLimit);
    await until('2024-09-02T21:00:00Z');
    expect(await books.ledger.reserve({ ...next, id: newId() })).toEqual(reserved);
    await books.ledger.settle(yesterday, released());
    expect(await books.figures(yesterday.payer)).toBe('100000/1100/1100');
  });

  it('never goes back to an earlier day: a clock of yesterday counts today', async () => {
    await until('2024-09-03T21:00:00Z');
    const today = await books.request(60_00n, limited, free);
    await books.ledger.reserve(today);
    const behind = books.another(0, new TestClock(books.clock.now() - 1));
    expect(await behind.reserve({ ...today, id: newId() })).toMatchObject(pastLimit);
    const smaller = { ...today, id: newId(), amount: ksh(40_00n) };
    expect(await behind.reserve(smaller)).toEqual(reserved);
    expect(await books.figures(today.payer)).toBe('100000/10000/10000');
  });

  it('is counted on the day of the reservation, whenever it was asked for', async () => {
    await until('2024-09-04T21:00:00Z');
    const late = await books.request(60_00n, limited, {
      ...free,
      requestedAt: books.clock.now() - 1,
    });
    await books.ledger.reserve(late);
    expect(await books.ledger.reserve({ ...late, id: newId() })).toMatchObject(pastLimit);
    const [row] = await books.rows('select "day"::text from tuma.payments where id = $1', [
      late.id,
    ]);
    expect(row).toEqual({ day: '2024-09-05' });
  });
});

/** Lets time pass until then. */
async function until(iso: string): Promise<void> {
  await books.clock.advance(Date.parse(iso) - books.clock.now());
}
