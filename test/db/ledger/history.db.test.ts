/** Balances as of any time, and statements: an account's history read back from its entries. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../core/account.ts';
import { firstUnexplained } from '../../../core/ledger/statement-replay.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { accounts, type Page } from '../../../db/operator/accounts.ts';
import { Books } from '../../support/books/books.ts';
import { completed, ksh, payment } from '../../support/books/payments.ts';
import { sampleOf, within } from '../../support/campaign.ts';

let books: Books;
let desk: ReturnType<typeof accounts>;
beforeAll(async () => {
  books = await Books.open();
  desk = accounts(books.desk, kenya);
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

const now = () => books.clock.now();
const minute = 60_000;

/** An account that got 100.00, 200.00 … `count` times, a minute apart; when each came. */
async function saver(count: number): Promise<{ account: AccountId; came: readonly number[] }> {
  const account = await books.account();
  const giver = await books.account({ balance: 100_000_00n });
  const came: number[] = [];
  for (let i = 1; i <= count; i += 1) {
    await books.clock.advance(minute);
    came.push(now());
    await books.pay({ payer: giver, payee: account, amount: ksh(BigInt(i) * 100_00n) });
  }
  return { account, came };
}

describe('a balance as of a time', () => {
  it('is what the last entry until then left', async () => {
    const { account, came } = await saver(5);
    const at = async (time: number) => (await desk.balanceAt(account, time))?.minor;
    expect(await at((came[0] ?? 0) - 1)).toBe(0n);
    expect(await at(came[0] ?? 0)).toBe(100_00n);
    expect(await at((came[2] ?? 0) - 1)).toBe(300_00n);
    expect(await at(came[2] ?? 0)).toBe(600_00n);
    expect(await at(now() + 365 * 24 * 60 * minute)).toBe(1_500_00n);
  });

  it('is nothing where there was no payment, and unknown where there is no account', async () => {
    expect(await desk.balanceAt(await books.account(), now())).toEqual(ksh(0n));
    expect(await desk.balanceAt('999999', now())).toBeUndefined();
  });
});

describe('a statement', () => {
  it('is of the time from the first moment to the last, both counted', async () => {
    const { account, came } = await saver(5);
    const seqs = async (page: Partial<Page>) =>
      (await desk.entries(account, { limit: 100, ...page })).map(({ seq }) => seq);
    const [, second = 0, third = 0, fourth = 0] = came;
    expect(await seqs({})).toEqual([5n, 4n, 3n, 2n, 1n]);
    expect(await seqs({ from: second, to: fourth })).toEqual([4n, 3n, 2n]);
    expect(await seqs({ from: second + 1, to: fourth - 1 })).toEqual([3n]);
    expect(await seqs({ from: third })).toEqual([5n, 4n, 3n]);
    expect(await seqs({ to: third - 1 })).toEqual([2n, 1n]);
    expect(await seqs({ from: now() + 1 })).toEqual([]);
    expect(await seqs({ from: fourth, to: second })).toEqual([]);
  });

  it('goes on below an entry, and each page says what was before it', async () => {
    const { account, came } = await saver(7);
    const pages: bigint[][] = [];
    let before: bigint | undefined;
    for (;;) {
      const lines = await desk.entries(account, { limit: 3, before, from: came[1] });
      const oldest = lines.at(-1);
      if (!oldest) break;
      pages.push(lines.map(({ seq }) => seq));
      expect(firstUnexplained(oldest.balanceBefore, lines.toReversed())).toBeUndefined();
      before = oldest.seq;
    }
    expect(pages).toEqual([
      [7n, 6n, 5n],
      [4n, 3n, 2n],
    ]);
  });

  it('names the other side, and what was taken back', async () => {
    const payer = await books.account({ balance: 1_000_00n });
    const payee = await books.account();
    const { id } = await books.pay({ payer, payee, amount: ksh(10_00n) });
    await books.rows(
      `select from tuma.reverse_payment($1, gen_random_uuid(), 400, 'half', 'ann', null, $2)`,
      [id, new Date(now())],
    );
    const [back, paid] = await desk.entries(payer, { limit: 2 });
    expect(paid).toMatchObject({
      ...{ type: 'p2p', amount: -10_00n, balance: 990_00n, reversed: ksh(4_00n) },
      ...{ otherName: 'Jane Wanjiku', paymentAmount: ksh(10_00n) },
    });
    expect(back).toMatchObject({ type: 'reversal', amount: 4_00n, balance: 994_00n });
  });

  it('costs the same however long the history is', async () => {
    const account = await books.account();
    await books.rows('begin');
    try {
      await books.rows('set local session_replication_role = replica');
      const grow = (from: number, to: number) =>
        books.rows(
          `with made as (
             insert into tuma.payments (id, type, channel, state, payer, payee, amount, fee, day, requested_at,
                                        reserved_at, ended_at, payer_entry, payee_entry)
             select uuidv7(), 'p2p', 'ussd', 'completed', -1, $1, 1, 0, '2024-09-02', t.at, t.at, t.at, n, n
               from generate_series($2::int, $3) n,
                    lateral (select timestamptz '2024-09-02' + n * interval '1 second' "at") t
             returning id, payee_entry n)
           insert into tuma.entries (account_id, seq, payment_id, amount, balance)
           select $1, n, id, 1, n from made`,
          [account, from, to],
        );
      const blocks = async (entries: number) => {
        await books.rows('update tuma.accounts set entries = $2 where id = $1', [account, entries]);
        await books.rows('analyze tuma.entries, tuma.payments');
        const read = `select from tuma.read_entries(${account}, '2024-09-02 00:01Z', '2024-09-02 00:30Z', 500, 20)`;
        const plans: { Plan: Record<string, number> }[][] = [];
        for (let i = 0; i < 3; i += 1) {
          const [row] = await books.rows(`explain (analyze, buffers, format json) ${read}`);
          plans.push(row?.['QUERY PLAN'] as never);
        }
        const last = plans.at(-1)?.[0]?.Plan;
        return (last?.['Shared Hit Blocks'] ?? 0) + (last?.['Shared Read Blocks'] ?? 0);
      };
      await grow(1, 1_000);
      const short = await blocks(1_000);
      await grow(1_001, 50_000);
      const long = await blocks(50_000);
      // Fifty times as long is six looks more for each of two binary searches.
      expect(long).toBeLessThan(short * 2);
    } finally {
      await books.rows('rollback');
    }
  }, 60_000);
});

describe('random histories', () => {
  const step = fc.record({
    payer: fc.nat({ max: 2 }),
    to: fc.integer({ min: 1, max: 2 }),
    amount: fc.bigInt({ min: 1n, max: 60_00n }),
    fee: fc.constantFrom(0n, 1_00n),
    wait: fc.constantFrom(0, 0, 1, 1_000),
  });

  it(
    'are explained by their entries, and each past balance is what it was',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          const people = await Promise.all(
            [0, 1, 2].map(() => books.account({ balance: 100_00n })),
          );
          const seen: { at: number; balances: bigint[] }[] = [];
          for (const { payer, to, amount, fee, wait } of steps) {
            await books.clock.advance(wait);
            const [from = '', payee = ''] = [people[payer], people[(payer + to) % 3]];
            await tryTo(
              payment({
                payer: from,
                payee,
                amount: ksh(amount),
                fee: ksh(fee),
                requestedAt: now(),
              }),
            );
            const at = now();
            if (seen.at(-1)?.at === at) seen.pop();
            seen.push({ at, balances: await Promise.all(people.map(balanceNow)) });
          }
          for (const { at, balances } of seen) {
            const then = await Promise.all(people.map((id) => desk.balanceAt(id, at)));
            expect(then.map((had) => had?.minor)).toEqual(balances);
          }
          for (const id of people) {
            const lines = (await desk.entries(id, { limit: 1_000 })).toReversed();
            expect(firstUnexplained(0n, lines)).toBeUndefined();
            expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(await balanceNow(id));
          }
          await books.clock.advance(minute);
        }),
        sampleOf(15),
      );
    },
    within(120_000),
  );

  /** What there is not enough money for does not happen. */
  async function tryTo(request: PaymentRequest): Promise<void> {
    const { state } = await books.ledger.reserve(request);
    if (state === 'reserved') await books.ledger.settle(request, completed);
  }

  async function balanceNow(id: AccountId): Promise<bigint> {
    const [row] = await books.rows('select balance from tuma.accounts where id = $1', [id]);
    return BigInt(String(row?.balance));
  }
});
