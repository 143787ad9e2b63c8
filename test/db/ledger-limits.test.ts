import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Books, type NewAccount } from '../support/books.ts';
import { completed, ksh, newId, released } from '../support/payments.ts';

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
    const yesterday = await books.request(90_00n, limited, free);
    await books.ledger.reserve(yesterday);
    const midnight = Date.parse('2024-09-02T21:00:00Z');
    const before = { ...yesterday, id: newId(), amount: ksh(11_00n), requestedAt: midnight - 1 };
    expect(await books.ledger.reserve(before)).toMatchObject(pastLimit);
    const today = { ...before, id: newId(), requestedAt: midnight };
    expect(await books.ledger.reserve(today)).toEqual(reserved);
    await books.ledger.settle(yesterday, released());
    expect(await books.figures(yesterday.payer)).toBe('100000/1100/1100');
  });

  it('never goes back to an earlier day: a straggler of yesterday counts today', async () => {
    const today = await books.request(60_00n, limited, {
      ...free,
      requestedAt: Date.parse('2024-09-02T21:00:00Z'),
    });
    await books.ledger.reserve(today);
    const straggler = { ...today, id: newId(), requestedAt: today.requestedAt - 1 };
    expect(await books.ledger.reserve(straggler)).toMatchObject(pastLimit);
    const smaller = { ...straggler, id: newId(), amount: ksh(40_00n) };
    expect(await books.ledger.reserve(smaller)).toEqual(reserved);
    expect(await books.figures(today.payer)).toBe('100000/10000/10000');
  });
});
