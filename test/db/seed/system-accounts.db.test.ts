import { afterAll, beforeAll, expect, it } from 'vitest';
import { allSystemAccounts, systemAccountsOf } from '../../../core/ledger/system-accounts.ts';
import { currencies } from '../../../core/money.ts';
import { tierRows } from '../../../db/seed/tiers.ts';
import { Books } from '../../support/books/books.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

it('the books have the accounts of the house, each of its kind and in its currency', async () => {
  const rows = await books.rows(
    'select id, kind, currency, may_be_negative from tuma.accounts order by id',
  );
  const wanted = allSystemAccounts().toSorted((a, b) => Number(a.id) - Number(b.id));
  expect(wanted).toHaveLength(Object.keys(currencies).length * (5 + 2 * 64));
  expect(rows).toEqual(wanted);
});

it('the first currency is the one that the first databases had', () => {
  expect(systemAccountsOf('KES').fees(0)).toBe('1');
  expect(systemAccountsOf('KES').funding).toBe('100');
});

it('tiers are numbered from 1 in every market, as reserve and settle look them up', () => {
  const tiers = Map.groupBy(tierRows() as { market: string; tier: number }[], (row) => row.market);
  for (const rows of tiers.values()) {
    expect(rows.map(({ tier }) => tier)).toEqual(rows.map((_, i) => i + 1));
  }
});
