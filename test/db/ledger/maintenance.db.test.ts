import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../../db/migrate.ts';
import { Books } from '../../support/books/books.ts';
import { freshDatabase } from '../../support/books/postgres.ts';

const aDay = 24 * 60 * 60 * 1000;

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

describe('security events', () => {
  it('are counted by day, kind and carrier, however many come at once', async () => {
    const { operations } = books;
    const bursts = Array.from({ length: 8 }, () =>
      operations.countSecurityEvent('burst', 'nalo', books.clock.now()),
    );
    await Promise.all([
      ...bursts,
      operations.countSecurityEvent('burst', 'airtel', books.clock.now()),
      operations.countSecurityEvent('pin_locked', 'nalo', books.clock.now()),
      operations.countSecurityEvent('burst', 'nalo', books.clock.now() + aDay),
    ]);
    const counts = await books.rows(
      'select day::text, what, carrier, count from tuma.security_counts order by 1, 2, 3',
    );
    expect(counts).toEqual([
      { day: '2024-09-02', what: 'burst', carrier: 'airtel', count: '1' },
      { day: '2024-09-02', what: 'burst', carrier: 'nalo', count: '8' },
      { day: '2024-09-02', what: 'pin_locked', carrier: 'nalo', count: '1' },
      { day: '2024-09-03', what: 'burst', carrier: 'nalo', count: '1' },
    ]);
  });
});

describe('books of one market', () => {
  it('are ready for a payment of that market, and of no other', async () => {
    const { operations } = books;
    expect([await operations.ready('KE'), await operations.ready('NG')]).toEqual([true, false]);
    await expect(books.rows(`update tuma.home set market = 'NG'`)).rejects.toThrow();
  });

  it('are not brought up to date for another', async () => {
    const database = await freshDatabase();
    try {
      const run = (market?: string) => migrate(database.ownerUrl, { appPassword: 'app', market });
      await run('KE');
      await run('KE');
      await run();
      await expect(run('NG')).rejects.toThrow(
        'this database has the books of KE; NG needs one of its own (locally: another DATA_DIR)',
      );
    } finally {
      await database.drop();
    }
  });
});
