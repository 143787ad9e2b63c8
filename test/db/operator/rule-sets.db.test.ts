import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRuleSet, type WrittenRuleSet } from '../../../core/fraud/rule-set.ts';
import { ruleSets } from '../../../db/operator/rule-sets.ts';
import { Books } from '../../support/books/books.ts';
import { exampleTime } from '../../support/books/payments.ts';

const rules: WrittenRuleSet = {
  ...{ version: 1, review: 0.5, decline: 0.9, reviewHours: 1 },
  ...{ backup: { largest: { KES: '10.00' }, perHour: 5 }, rules: {} },
};

let books: Books;
let sets: ReturnType<typeof ruleSets>;
beforeAll(async () => {
  books = await Books.open();
  sets = ruleSets(books.desk);
});
afterAll(() => books.close());

it('there is none until an operator sets one', async () => {
  expect(await sets.latest()).toBeUndefined();
});

it('the first that an operator sets is version 2, after the one that the code brings', async () => {
  expect(await sets.add(rules, 'ann', exampleTime)).toBe(2);
  const latest = await sets.latest();
  expect(latest).toMatchObject({ version: 2, madeBy: 'ann', madeAt: new Date(exampleTime) });
  expect(readRuleSet(latest?.rules)).toEqual({
    ruleSet: expect.objectContaining({ version: 2, reviewHours: 1 }),
  });
});

it('the same rules again are the same version, whatever version they name', async () => {
  expect(await sets.add({ ...rules, version: 9 }, 'bob', exampleTime + 1)).toBe(2);
  expect(await sets.latest()).toMatchObject({ version: 2, madeBy: 'ann' });
});

it('sets that are made at once have versions of their own, and all of them stay', async () => {
  const versions = await Promise.all(
    Array.from({ length: 5 }, (_, i) =>
      sets.add({ ...rules, reviewHours: i + 2 }, 'bob', exampleTime),
    ),
  );
  expect(versions.toSorted()).toEqual([3, 4, 5, 6, 7]);
  expect((await sets.latest())?.version).toBe(7);
  const kept = await books.rows('select version, rules from tuma.rule_sets order by 1');
  expect(kept.map(({ version }) => version)).toEqual([2, 3, 4, 5, 6, 7]);
  expect(kept.map((row) => (row.rules as WrittenRuleSet).version)).toEqual([2, 3, 4, 5, 6, 7]);
});
