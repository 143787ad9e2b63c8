import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DatabaseError } from '../../../db/driver/sql.ts';
import { togetherOrAlone } from '../../../edge/queues/together.ts';

const refusal = () => new DatabaseError('refused by the database (P0001)', 'P0001');
const items = [0, 1, 2, 3, 4, 5];
let alerts: string[];
beforeEach(() => {
  alerts = [];
  vi.spyOn(console, 'error').mockImplementation((line) => alerts.push(JSON.parse(line).what));
});
afterEach(() => vi.restoreAllMocks());

/** Work that answers each item with its double, and is refused where one of these is among them. */
function workRefusing(...bad: readonly number[]) {
  const calls: (readonly number[])[] = [];
  const work = async (some: readonly number[]) => {
    calls.push(some);
    if (some.some((item) => bad.includes(item))) throw refusal();
    return some.map((item) => item * 2);
  };
  return { calls, work };
}

describe('work on several items', () => {
  it('is one call where nothing fails, and none for nothing', async () => {
    const { calls, work } = workRefusing();
    expect(await togetherOrAlone('double', items, work)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(await togetherOrAlone('double', [], work)).toEqual([]);
    expect(calls).toEqual([items]);
  });

  it.each(items)(
    'of which number %i is refused is done for the others, and somebody hears of it',
    async (bad) => {
      const { work } = workRefusing(bad);
      const failed: number[] = [];
      const done = await togetherOrAlone('double', items, work, (item) => failed.push(item));
      expect(done).toEqual(items.filter((item) => item !== bad).map((item) => item * 2));
      expect(failed).toEqual([bad]);
      expect(alerts).toEqual(['Error: double: refused by the database (P0001)']);
    },
  );

  it('of which all are refused is nobody’s neighbour', async () => {
    const failed: number[] = [];
    const { work } = workRefusing(...items);
    expect(await togetherOrAlone('double', items, work, (item) => failed.push(item))).toEqual([]);
    expect(failed).toEqual(items);
  });

  it('stays unknown where the database does not answer: nothing is asked again', async () => {
    let calls = 0;
    const away = async () => {
      calls += 1;
      throw new DatabaseError('no answer from the database');
    };
    await expect(togetherOrAlone('double', items, away)).rejects.toThrow('no answer');
    expect(calls).toBe(1);
    expect(alerts).toEqual([]);
  });
});
