/** Histories that nobody thought of, the same in every run but for the ids. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { histories, limits, openings } from '../support/books/histories.ts';
import { History } from '../support/books/history.ts';
import type { Laws } from './laws.ts';

export const historyLaws = {
  async 'histories are those of a serial ledger'(books) {
    const sample = fc.sample(fc.tuple(openings, limits, histories), { seed: 4, numRuns: 12 });
    for (const [opened, tier, steps] of sample) {
      const history = await History.open(books, opened, tier);
      for (const step of steps) await history.takes(step);
      await history.ends();
    }
    expect(await books.audit()).toEqual([]);
  },
} as const satisfies Laws;
