import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Books } from '../../support/books/books.ts';
import { histories, limits, openings } from '../../support/books/histories.ts';
import { History } from '../../support/books/history.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

/** What interrupts a run tells nothing wrong, so that a slow machine only tries fewer histories. */
const most = { numRuns: 200, interruptAfterTimeLimit: 40_000 };

it('the books answer any history as a serial ledger of plain maps does', async () => {
  let done = 0;
  const property = fc.asyncProperty(openings, limits, histories, async (opened, tier, steps) => {
    const history = await History.open(books, opened, tier);
    for (const step of steps) await history.takes(step);
    await history.ends();
    done += 1;
    // The audit reads all that there is, so it is asked now and then.
    if (done % 25 === 0) expect(await books.audit()).toEqual([]);
  });
  await fc.assert(property, most);
  expect(await books.audit()).toEqual([]);
  console.log(`model: ${done} histories`);
}, 90_000);
