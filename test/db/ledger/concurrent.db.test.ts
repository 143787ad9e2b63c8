import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { SettleResult } from '../../../core/pipeline/ports.ts';
import { reviews } from '../../../db/operator/reviews.ts';
import { Books, wideOpen } from '../../support/books/books.ts';
import { Callers, carries } from '../../support/books/callers.ts';
import {
  completed,
  findings,
  ksh,
  newId,
  payment,
  released,
} from '../../support/books/payments.ts';
import { sampleOf, within } from '../../support/campaign.ts';

let books: Books;
let callers: Callers;
beforeAll(async () => {
  books = await Books.open();
  callers = new Callers(books);
});
afterAll(() => books.close());

/** Nobody may send more than four times in a day, nor have more than this. */
const most = { times: 4, balance: 380_00n };

async function total(accounts: readonly string[]): Promise<bigint> {
  const [row] = await books.rows(
    `select sum(balance) total from tuma.accounts where id = any ($1) or id between 1 and 64`,
    [accounts],
  );
  return BigInt(String(row?.total));
}

/** What one caller does with one of a few ids. */
const act = fc.record({
  id: fc.nat({ max: 9 }),
  by: fc.nat({ max: 3 }),
  /** Most ask for the same thing under an id, some for another. */
  like: fc.constantFrom('first', 'first', 'first', 'other amount', 'other payer'),
  does: fc.constantFrom(
    ...(['complete', 'complete', 'release', 'voidPayment', 'sweep'] as const),
    ...(['review', 'approve', 'decline', 'tell'] as const),
  ),
});

type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const start = fc.record({ payer: fc.nat({ max: 2 }), to: fc.integer({ min: 1, max: 2 }) });

/** How the payment stands, as this caller was told; undefined where it did not ask. */
async function does(request: PaymentRequest, { by, does }: Act): Promise<SettleResult | undefined> {
  const caller = callers.by(by);
  switch (does) {
    case 'sweep':
      await books.sweep(10);
      return undefined;
    case 'tell':
      await books.tells(request.id);
      return undefined;
    case 'approve':
    case 'decline':
      await judge(request, does === 'approve');
      return undefined;
    case 'voidPayment':
      return caller.voidPayment(request, released());
    case 'review': {
      const { state, refusal } = await caller.reserve(request);
      if (refusal === 'idempotency_conflict') return { state, refusal };
      return caller.review(request, findings, books.clock.now() + 60_000);
    }
    default:
      return carries(caller, request, does === 'complete' ? completed : released());
  }
}

function judge({ id }: PaymentRequest, approve: boolean) {
  const decision = { approve, by: 'Achieng' };
  return reviews(books.desk, kenya).decide(id, decision, books.clock.now());
}

describe('many callers at once, on three hot accounts', () => {
  it(
    'keep every invariant and limit, and no id has two outcomes',
    async () => {
      await books.tier({
        ...wideOpen,
        balanceCap: most.balance,
        sending: { ...wideOpen.sending, daily: { amount: 400_00n, count: most.times } },
      });
      const property = fc.asyncProperty(
        fc.array(start, { minLength: 10, maxLength: 10 }),
        fc.array(act, { minLength: 10, maxLength: 60 }),
        async (starts, acts) => {
          const accounts = await Promise.all(
            [0, 1, 2].map(() => books.account({ balance: 300_00n, tier: 3 })),
          );
          const before = await total(accounts);
          const first = starts.map(({ payer, to }) => requestOf(accounts, payer, to));
          const told = await Promise.all(
            acts.map(async (act) => {
              const request = variant(first[act.id] ?? payment(), act.like, accounts);
              return { request, end: await does(request, act) };
            }),
          );

          // What waits for a decision gets one: then every end is final.
          await Promise.all(first.map((request) => judge(request, true)));
          for (const { request, end } of told) {
            if (!end || end.refusal === 'idempotency_conflict') continue;
            const { endedAt, ...final } = await books.ledger.settle(request, released());
            if (end.state !== 'review') expect(end).toEqual({ ...final, endedAt });
            else expect(['completed', 'rejected']).toContain(final.state);
          }
          expect(await total(accounts)).toBe(before);
          expect(await withinLimits(accounts)).toBe(true);
          expect(await books.audit()).toEqual([]);
        },
      );
      await fc.assert(property, sampleOf(20, 25_000));
    },
    within(60_000),
  );

  it('are in no deadlock', async () => {
    expect(await books.troubles()).toMatchObject({ deadlocks: 0 });
  });
});

/** At every entry, and not only in the end. */
async function withinLimits(accounts: readonly string[]): Promise<boolean> {
  const [row] = await books.rows(
    `select (select max(e.balance) from tuma.entries e where e.account_id = any ($1)) <= $2
            and (select max(a.sent_today_count) from tuma.accounts a where a.id = any ($1)) <= $3 holds`,
    [accounts, most.balance.toString(), most.times],
  );
  return row?.holds === true;
}

function requestOf(accounts: readonly string[], payer: number, to: number): PaymentRequest {
  return payment({
    id: newId(),
    payer: accounts[payer] ?? '',
    payee: accounts[(payer + to) % 3] ?? '',
    amount: ksh(70_00n),
    fee: ksh(5_00n),
  });
}

function variant(
  request: PaymentRequest,
  like: string,
  accounts: readonly string[],
): PaymentRequest {
  if (like === 'other amount') return { ...request, amount: ksh(1_00n) };
  if (like === 'other payer') {
    const other = accounts.find((id) => id !== request.payer && id !== request.payee);
    return { ...request, payer: other ?? '' };
  }
  return request;
}
