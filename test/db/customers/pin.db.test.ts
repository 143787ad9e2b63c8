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

function tries(mac: string, attempt: string = randomUUID()) {
  return books.customers.verifyPin(account, mac, attempt);
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
