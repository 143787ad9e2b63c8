import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Books } from '../../support/books/books.ts';

const right = 'c0de';
const wrong = 'badbad';

let books: Books;
let account: string;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());
beforeEach(async () => {
  account = await books.account();
});

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const now = () => books.clock.now();
const passes = (ms: number) => books.clock.advance(ms);

async function tries(mac: string, attempt: string = randomUUID(), notice: string = randomUUID()) {
  const tried = await books.customers.verifyPin(account, mac, attempt, { notice, now: now() });
  const { right, triesLeft } = tried;
  return { right, triesLeft };
}

/** Three wrong PINs; gives for how long they lock (milliseconds). */
async function locks(): Promise<number> {
  let until = 0;
  for (const _ of [1, 2, 3]) {
    const tried = await books.customers.verifyPin(account, wrong, randomUUID(), { now: now() });
    until = tried.lockedUntil ?? 0;
  }
  return until - now();
}

/** The kinds of the SMS that this customer is owed, oldest first. */
async function told(): Promise<unknown[]> {
  const rows = await books.rows(
    `select n.kind::text from tuma.notices n join tuma.customers c on c.msisdn = n.msisdn
      where c.account_id = $1 order by n.at`,
    [account],
  );
  return rows.map(({ kind }) => kind);
}

async function counted(): Promise<unknown> {
  const [row] = await books.rows('select pin_attempts from tuma.customers where account_id = $1', [
    account,
  ]);
  return row?.pin_attempts;
}

describe('the right PIN', () => {
  it('is right, and leaves all three tries', async () => {
    expect(await tries(right)).toEqual({ right: true, triesLeft: 3 });
    expect(await counted()).toBe(0);
  });

  it('takes the wrong tries before it back', async () => {
    await tries(wrong);
    await tries(wrong);
    expect(await tries(right)).toEqual({ right: true, triesLeft: 3 });
    expect(await tries(wrong)).toEqual({ right: false, triesLeft: 2 });
  });
});

describe('a wrong PIN', () => {
  it('is counted, and the third locks', async () => {
    expect(await tries(wrong)).toEqual({ right: false, triesLeft: 2 });
    expect(await tries('c0de00')).toEqual({ right: false, triesLeft: 1 });
    expect(await tries('')).toEqual({ right: false, triesLeft: 0 });
    expect(await counted()).toBe(3);
  });

  it('locks this account and no other', async () => {
    for (const _ of [1, 2, 3]) await tries(wrong);
    const locked = account;
    account = await books.account();
    expect(await tries(right)).toEqual({ right: true, triesLeft: 3 });
    account = locked;
    expect(await tries(right)).toEqual({ right: false, triesLeft: 0 });
  });
});

describe('a locked account', () => {
  beforeEach(async () => {
    for (const _ of [1, 2, 3]) await tries(wrong);
  });

  it('stays locked with the right PIN, however often', async () => {
    for (const _ of [1, 2]) expect(await tries(right)).toEqual({ right: false, triesLeft: 0 });
  });

  it('counts no further tries', async () => {
    await tries(wrong);
    expect(await counted()).toBe(3);
    expect(await books.audit()).toEqual([]);
  });
});

describe('the same try asked again', () => {
  it.each([
    [wrong, { right: false, triesLeft: 2 }],
    [right, { right: true, triesLeft: 3 }],
  ])('gives the same answer and counts once (%s)', async (mac, answer) => {
    const attempt = randomUUID();
    for (const _ of [1, 2, 3, 4]) expect(await tries(mac, attempt)).toEqual(answer);
  });

  it('of the one that locked says so again', async () => {
    await tries(wrong);
    await tries(wrong);
    const attempt = randomUUID();
    for (const _ of [1, 2]) {
      expect(await tries(wrong, attempt)).toEqual({ right: false, triesLeft: 0 });
    }
  });

  it('at the same moment by many counts once', async () => {
    const attempt = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => tries(wrong, attempt)));
    for (const answer of answers) expect(answer).toEqual({ right: false, triesLeft: 2 });
    expect(await counted()).toBe(1);
  });
});

describe('many tries at once', () => {
  it('are judged one after the other, and no more than three of them', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => tries(wrong)));
    const left = answers.map(({ triesLeft }) => triesLeft ?? 0).toSorted((a, b) => b - a);
    expect(left).toEqual([2, 1, ...Array(10).fill(0)]);
    expect(await counted()).toBe(3);
  });

  it('judge no more than three wrong ones in a row, also with the right one among them', async () => {
    const guesses = Array.from({ length: 12 }, (_, i) => (i === 11 ? right : `ba${i + 10}`));
    const answers = await Promise.all(guesses.map((guess) => tries(guess)));
    const openAfter = answers.filter(({ triesLeft }) => triesLeft !== 0);
    expect(openAfter.length).toBeLessThanOrEqual(5);
    expect(await tries(right)).toEqual({ right: false, triesLeft: 0 });
  });
});

it('has no PIN that is right for an account that is nobody’s', async () => {
  account = '999999';
  expect(await tries(right)).toEqual({ right: false, triesLeft: 0 });
});

describe('a lock', () => {
  it('ends by time, and is longer each time that it comes again', async () => {
    const lasted: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      lasted.push(await locks());
      await passes((lasted.at(-1) ?? 0) - 1);
      expect(await tries(right)).toEqual({ right: false, triesLeft: 0 });
      await passes(1);
      expect(await tries(right)).toEqual({ right: true, triesLeft: 3 });
    }
    expect(lasted).toEqual([30 * minute, 2 * hour, day, 3 * day, 7 * day, 7 * day]);
    expect(await books.audit()).toEqual([]);
  });

  it('leaves three tries when it is over, and a wrong one is counted', async () => {
    await passes(await locks());
    expect(await tries(wrong)).toEqual({ right: false, triesLeft: 2 });
    expect(await counted()).toBe(1);
  });

  it('is short again where none came for a month', async () => {
    for (const _ of [1, 2, 3]) await passes(await locks());
    await passes(31 * day);
    expect(await locks()).toBe(30 * minute);
  });

  it('is not forgotten for a right PIN', async () => {
    await passes(await locks());
    await tries(right);
    expect(await locks()).toBe(2 * hour);
  });
});

describe('who guesses beside the owner', () => {
  /** Two wrong ones, and then the owner's right one. */
  const beside = async () => [await tries(wrong), await tries(wrong), await tries(right)];

  it('has ten tries, not as many as the owner types right ones', async () => {
    for (let n = 0; n < 4; n += 1) expect((await beside())[2]).toMatchObject({ right: true });
    expect(await tries(wrong)).toEqual({ right: false, triesLeft: 1 });
    expect(await tries(wrong)).toEqual({ right: false, triesLeft: 0 });
    expect(await tries(right)).toEqual({ right: false, triesLeft: 0 });
    // And after the lock three, each time.
    await passes(30 * minute);
    expect((await beside())[2]).toMatchObject({ right: true });
    expect(await tries(wrong)).toEqual({ right: false, triesLeft: 0 });
    expect(await books.audit()).toEqual([]);
  });

  it('is forgotten with the days: an owner who mistypes once a day is never locked', async () => {
    for (let n = 0; n < 30; n += 1) {
      expect(await tries(wrong)).toEqual({ right: false, triesLeft: 2 });
      expect(await tries(right)).toMatchObject({ right: true });
      await passes(day);
    }
  });
});

describe('the customer', () => {
  it('hears of the second wrong PIN and of the lock, not of one that was mistyped', async () => {
    await tries(wrong);
    await tries(right);
    expect(await told()).toEqual([]);
    for (const _ of [1, 2, 3, 4]) {
      await passes(1_000);
      await tries(wrong);
    }
    await tries(right);
    expect(await told()).toEqual(['pin_wrong', 'pin_locked']);
  });

  it('hears of a try once, however often it is asked for', async () => {
    const [attempt, notice] = [randomUUID(), randomUUID()];
    await tries(wrong);
    for (const _ of [1, 2, 3]) await tries(wrong, attempt, notice);
    expect(await told()).toEqual(['pin_wrong']);
  });

  it('hears of what comes one by one beside right ones, too', async () => {
    for (let n = 0; n < 5; n += 1) {
      await tries(wrong);
      await tries(right);
    }
    expect(await told()).toEqual(['pin_wrong']);
  });
});
