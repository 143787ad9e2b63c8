import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Books } from '../../support/books/books.ts';
import { histories, limits, openings } from '../../support/books/histories.ts';
import { History } from '../../support/books/history.ts';
import { sampleOf, within } from '../../support/campaign.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

it(
  'the books answer any history as a serial ledger of plain maps does',
  async () => {
    let done = 0;
    const property = fc.asyncProperty(openings, limits, histories, async (opened, tier, steps) => {
      const history = await History.open(books, opened, tier);
      for (const step of steps) await history.takes(step);
      await history.ends();
      done += 1;
      // The audit reads all that there is, so it is asked now and then.
      if (done % 25 === 0) expect(await books.audit()).toEqual([]);
    });
    // A slow machine tries fewer.
    await fc.assert(property, sampleOf(80, 40_000));
    expect(await books.audit()).toEqual([]);
    console.log(`model: ${done} histories`);
  },
  within(90_000),
);
