import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentRequest } from '../../core/payment.ts';
import type { Ledger, Settled } from '../../core/pipeline.ts';
import { Books } from '../support/books.ts';
import { completed, ksh, newId, payment, released } from '../support/payments.ts';

let books: Books;
/** Callers whose statements are not shared, so that the database sees them at once. */
let callers: readonly Ledger[];
beforeAll(async () => {
  books = await Books.open();
  callers = [1, 2, 3, 4].map((stripe) => books.another(stripe));
});
afterAll(() => books.close());

const caller = (i: number) => callers[i % callers.length] ?? books.ledger;

async function total(accounts: readonly string[]): Promise<bigint> {
  const [row] = await books.rows(
    `select sum(balance) total from tuma.accounts where id = any ($1) or id <= 64`,
    [accounts],
  );
  return BigInt(String(row?.total));
}

/** Reserves, and settles as wanted what was reserved: how the payment has ended, as this caller was told. */
async function carries(by: Ledger, request: PaymentRequest, complete: boolean): Promise<Settled> {
  const { state, refusal } = await by.reserve(request);
  if (refusal === 'idempotency_conflict') return { state, refusal };
  return by.settle(request, complete ? completed : released());
}

/** What one caller does with one of a few ids. */
const act = fc.record({
  id: fc.nat({ max: 7 }),
  by: fc.nat({ max: 3 }),
  /** Most ask for the same thing under an id, some for another. */
  like: fc.constantFrom('first', 'first', 'first', 'other amount', 'other payer'),
  does: fc.constantFrom('complete', 'complete', 'release', 'abandon', 'expire'),
});
const start = fc.record({ payer: fc.nat({ max: 2 }), to: fc.integer({ min: 1, max: 2 }) });

describe('many callers at once, on three hot accounts', () => {
  it('keep every invariant, and no id has two outcomes', async () => {
    const property = fc.asyncProperty(
      fc.array(start, { minLength: 8, maxLength: 8 }),
      fc.array(act, { minLength: 10, maxLength: 40 }),
      async (starts, acts) => {
        const accounts = await Promise.all(
          [0, 1, 2].map(() => books.account({ balance: 300_00n, dailyLimit: 400_00n })),
        );
        const before = await total(accounts);
        const first = starts.map(({ payer, to }) => requestOf(accounts, payer, to));
        const told = await Promise.all(
          acts.map(async ({ id, by, like, does }) => {
            const request = variant(first[id] ?? payment(), like, accounts);
            if (does === 'expire') {
              await books.operations.expire(10, books.clock.now());
              return undefined;
            }
            const end =
              does === 'abandon'
                ? await caller(by).abandon(request, released())
                : await carries(caller(by), request, does === 'complete');
            return { id: request.id, end };
          }),
        );

        for (const { id, end } of told.filter((one) => one !== undefined)) {
          if (end.refusal === 'idempotency_conflict') continue;
          expect(end).toEqual(await books.ledger.settle(id, released()));
        }
        expect(await total(accounts)).toBe(before);
        expect(await books.audit()).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 25, interruptAfterTimeLimit: 15_000 });
  }, 60_000);
});

describe('a crowd', () => {
  it('of opposing transfers between two accounts ends where it must', async () => {
    const [a, b] = await Promise.all([0, 1].map(() => books.account({ balance: 1_000_00n })));
    const ends = await Promise.all(
      Array.from({ length: 80 }, (_, i) => {
        const [payer, payee] = i % 2 === 0 ? [a, b] : [b, a];
        const amount = ksh(i % 2 === 0 ? 3_00n : 2_00n);
        const request = payment({ payer: payer ?? '', payee: payee ?? '', amount, fee: ksh(0n) });
        return carries(caller(i), request, true);
      }),
    );
    expect(ends.map(({ state }) => state)).toEqual(Array(80).fill('completed'));
    expect(await books.figures(a ?? '')).toBe('96000/0/12000');
    expect(await books.figures(b ?? '')).toBe('104000/0/8000');
    expect(await books.audit()).toEqual([]);
  });

  it('that pays one payee leaves it what all of them sent', async () => {
    const payee = await books.account();
    const payers = await Promise.all(
      Array.from({ length: 40 }, () => books.account({ balance: 10_00n })),
    );
    const ends = await Promise.all(
      payers.map((payer, i) =>
        carries(caller(i), payment({ payer, payee, amount: ksh(5_00n), fee: ksh(1_00n) }), true),
      ),
    );
    expect(ends.map(({ payerBalance }) => payerBalance)).toEqual(Array(40).fill(4_00n));
    expect(await books.figures(payee)).toBe('20000/0/0');
    expect(await books.audit()).toEqual([]);
  });

  it('that asks one payer for more than there is gets what there is', async () => {
    const payer = await books.account({ balance: 100_00n });
    const payee = await books.account();
    const ends = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        carries(caller(i), payment({ payer, payee, amount: ksh(9_00n), fee: ksh(0n) }), true),
      ),
    );
    const states = Map.groupBy(ends, ({ state, refusal }) => refusal ?? state);
    expect([...states.keys()].toSorted()).toEqual(['completed', 'insufficient_funds']);
    expect(states.get('completed')).toHaveLength(11);
    expect(await books.figures(payer)).toBe('100/0/9900');
    expect(await books.audit()).toEqual([]);
  });

  it('that pays past one payer’s day gets what the day allows', async () => {
    const payer = await books.account({ balance: 1_000_00n, dailyLimit: 50_00n });
    const payee = await books.account();
    const ends = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        carries(caller(i), payment({ payer, payee, amount: ksh(5_00n), fee: ksh(0n) }), true),
      ),
    );
    const refused = ends.filter(({ refusal }) => refusal === 'daily_limit_exceeded');
    expect(refused).toHaveLength(14);
    expect(await books.figures(payer)).toBe('95000/0/5000');
  });

  it('that sends one payment makes one payment', async () => {
    const request = await books.request(5_000_00n);
    const ends = await Promise.all(
      Array.from({ length: 40 }, (_, i) => carries(caller(i), request, true)),
    );
    for (const end of ends) expect(end).toEqual(ends[0]);
    expect(ends[0]).toMatchObject({ state: 'completed', payerBalance: 19_985_00n });
    expect(await books.figures(request.payee)).toBe('500000/0/0');
    expect(await books.audit()).toEqual([]);
  });
});

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
