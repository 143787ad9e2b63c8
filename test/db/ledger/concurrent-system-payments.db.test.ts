/**
 * All that goes through the house's two hot accounts, at once: sends to numbers that nobody has, registrations, claims and
 * returns, airtime that is delivered, refused and reported, and ordinary payments of the same people.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../core/account.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Ledger } from '../../../core/pipeline/ports.ts';
import { airtime } from '../../../db/delivery/airtime.ts';
import { Books, house } from '../../support/books/books.ts';
import { completed, ksh, newId, payment, released } from '../../support/books/payments.ts';

const aWeek = 7 * 24 * 60 * 60 * 1_000;
const opening = 10_000_00n;
const atOnce = 16;
const fee = ksh(2_00n);

let books: Books;
let stock: ReturnType<typeof airtime>;
/** Callers whose statements are not shared, so that the database sees them at once. */
let callers: readonly Ledger[];
beforeAll(async () => {
  books = await Books.open();
  stock = airtime(books.sql, kenya);
  callers = [1, 2, 3, 4].map((stripe) => books.another(stripe));
});
afterAll(() => books.close());

const now = () => books.clock.now();

/** The same numbers for the same seed (mulberry32). */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

/** What everybody must have in the end, as far as this one's own acts say. */
class Expected {
  readonly #changes = new Map<AccountId, bigint>();
  readonly sends: PaymentRequest[] = [];
  readonly orders: { request: PaymentRequest; ends: Set<string> }[] = [];

  moves({ payer, payee, amount, fee }: PaymentRequest): void {
    this.adds(payer, -amount.minor - fee.minor);
    this.adds(payee, amount.minor);
  }

  adds(account: AccountId, minor: bigint): void {
    this.#changes.set(account, this.of(account) + minor);
  }

  of(account: AccountId): bigint {
    return this.#changes.get(account) ?? 0n;
  }
}

/** One run: people, numbers, and what is done by and to them. */
class Rush {
  readonly people: AccountId[];
  readonly numbers: readonly Msisdn[];
  readonly expected = new Expected();
  readonly #roll: (sides: number) => number;

  constructor(people: AccountId[], numbers: readonly Msisdn[], roll: (sides: number) => number) {
    this.people = people;
    this.numbers = numbers;
    this.#roll = roll;
  }

  /** What is rolled is rolled before anything is awaited, so that a seed is a rush. */
  acts(count: number): (() => Promise<unknown>)[] {
    return Array.from({ length: count }, () => {
      const [by, payer, to] = [this.#one(callers), this.#one(this.people), this.#one(this.numbers)];
      const payee = this.#one(this.people.filter((id) => id !== payer));
      const amount = ksh(BigInt(1 + this.#roll(20)) * 100n);
      const request = { id: newId(), payer, amount, fee, requestedAt: now() };
      const completes = this.#roll(5) > 0;
      const [limit, late, ends] = [1 + this.#roll(6), this.#roll(4) === 0, this.#roll(5)];
      const kinds = [
        () => this.#sends(by, payment({ ...request, ...waitsFor(to) }), completes),
        () => this.#buys(by, payment({ ...request, ...airtimeFor(to) }), ends),
        () => carries(by, payment({ ...request, payee }), completes, this.expected),
        () => register(to),
        () => books.operations.resolveUnclaimed(limit, late ? now() + aWeek : now()),
      ];
      return kinds[[0, 0, 0, 1, 1, 2, 2, 3, 4, 4][this.#roll(10)] ?? 0] ?? (async () => {});
    });
  }

  async #sends(by: Ledger, request: PaymentRequest, completes: boolean): Promise<void> {
    const done = await carries(by, request, completes, this.expected);
    if (done) this.expected.sends.push(request);
  }

  /** Bought and tried; then refused, or taken, and reported once, twice, or before that is known. */
  async #buys(by: Ledger, request: PaymentRequest, how: number): Promise<void> {
    if (!(await carries(by, request, true, this.expected))) return;
    const claim = newId();
    const requestId = `ATQid_${request.id}`;
    const [order] = await stock.claim([request.id], claim, now());
    expect(order).toMatchObject({ paymentId: request.id, attempt: 1 });
    const finish = (end: { requestId?: string; final: boolean }) =>
      stock.finish([{ paymentId: request.id, ...end }], claim, now());
    const report = (delivered: boolean) => stock.report(requestId, delivered, now());
    const taken = { requestId, final: false };
    const ends = new Set<string>();
    this.expected.orders.push({ request, ends });
    switch (how) {
      case 0:
        ends.add('failed');
        await Promise.all([finish({ final: true }), finish({ final: true })]);
        return;
      case 1:
        ends.add('sent');
        await finish(taken);
        return;
      case 2:
        ends.add('failed');
        await Promise.all([finish(taken), report(false), report(false)]);
        return;
      case 3:
        ends.add('delivered').add('failed');
        await Promise.all([report(true), finish(taken), report(false)]);
        return;
      default:
        ends.add('delivered');
        await finish(taken);
        await Promise.all([report(true), report(true)]);
    }
  }

  #one<T>(among: readonly T[]): T {
    return among[this.#roll(among.length)] as T;
  }
}

function waitsFor(accountReference: Msisdn) {
  return { type: 'p2p_unregistered', payee: house.unclaimed, accountReference } as const;
}

function airtimeFor(accountReference: Msisdn) {
  return { type: 'airtime', payee: house.airtime, accountReference } as const;
}

/** Reserves and ends a payment as wanted; whether it completed. */
async function carries(
  by: Ledger,
  request: PaymentRequest,
  completes: boolean,
  expected: Expected,
): Promise<boolean> {
  expect(await by.reserve(request)).toMatchObject({ state: 'reserved' });
  const { state } = await by.settle(request, completes ? completed : released());
  expect(state).toBe(completes ? 'completed' : 'failed');
  if (completes) expected.moves(request);
  return completes;
}

function register(msisdn: Msisdn): Promise<AccountId> {
  const person = { msisdn, givenName: 'Amina', familyName: 'Hassan', language: 'sw' } as const;
  const welcome = newId();
  return books.customers.open(
    { ...person, tier: 1, pinMac: 'c0de', welcome, isProved: true },
    now(),
  );
}

/** How what was sent to a number went on: the account that it went to, by a claim or a return; none while it waits. */
async function ended(id: string) {
  const [row] = await books.rows(
    `select u.msisdn, e.type, e.payee, c.account_id customer from tuma.unclaimed u
       left join tuma.payments e on e.id = u.ended_by
       left join tuma.customers c on c.msisdn = u.msisdn
      where u.payment_id = $1`,
    [id],
  );
  return row as { type: string | null; payee: string; customer: string | null } | undefined;
}

/** Follows every send and order to its end, which the model cannot know, and adds what it brought. */
async function follow({ expected }: Rush): Promise<Record<string, number>> {
  const ends: Record<string, number> = {};
  const count = (end: string) => {
    ends[end] = (ends[end] ?? 0) + 1;
  };
  for (const request of expected.sends) {
    const found = await ended(request.id);
    expect(found, 'what was sent is waiting, claimed or returned').toBeDefined();
    count(found?.type ?? 'waiting');
    if (!found?.type) {
      expect(found?.customer, 'nothing waits for a customer').toBeNull();
      continue;
    }
    expect(found.payee).toBe(found.type === 'claim' ? found.customer : request.payer);
    expected.adds(house.unclaimed, -request.amount.minor);
    expected.adds(found.payee, request.amount.minor);
  }
  for (const { request, ends: allowed } of expected.orders) {
    const [row] = await books.rows('select state from tuma.airtime where payment_id = $1', [
      request.id,
    ]);
    const state = String(row?.state);
    expect([...allowed]).toContain(state);
    count(state);
    if (state !== 'failed') continue;
    const total = request.amount.minor + request.fee.minor;
    expected.adds(house.airtime, -total);
    expected.adds(request.payer, total);
  }
  return ends;
}

async function balances(): Promise<Map<AccountId, bigint>> {
  const rows = await books.rows('select id, balance from tuma.accounts');
  return new Map(rows.map(({ id, balance }) => [String(id), BigInt(String(balance))]));
}

describe('all that the house keeps, at once', () => {
  const seeds = [1, 2, 3].map((n) => n + Math.floor(Math.random() * 1_000_000));

  it.each(seeds)(
    'ends where it must, without a deadlock: seed %i',
    async (seed) => {
      const roll = dice(seed);
      const people = await Promise.all([0, 1, 2, 3, 4].map(() => rich()));
      const numbers = Array.from(
        { length: 24 },
        (_, i) => `2541${String(seed % 1_000_000).padStart(6, '0')}${String(i).padStart(2, '0')}`,
      ) as Msisdn[];
      const rush = new Rush(people, numbers, roll);
      const before = await balances();
      const acts = rush.acts(240);
      await Promise.all(Array.from({ length: atOnce }, () => inTurn(acts)));
      await books.operations.resolveUnclaimed(1_000, now());

      const ends = await follow(rush);
      console.log(
        `seed ${seed}: ${Object.entries(ends)
          .map(([end, n]) => `${end} ${n}`)
          .join(', ')}`,
      );
      const after = await balances();
      for (const [account, balance] of after) {
        if (Number(account) <= 64) continue;
        const expected = (before.get(account) ?? 0n) + rush.expected.of(account);
        expect(balance, `account ${account}`).toBe(expected);
      }
      expect(await books.audit()).toEqual([]);
      // What still waits is not the next rush's.
      await books.operations.resolveUnclaimed(1_000, now() + aWeek);
    },
    60_000,
  );

  it('took no lock in another order', async () => {
    expect(await books.troubles()).toMatchObject({ deadlocks: 0 });
  });
});

/** Does what is left to do, one after the other, beside others that do the same. */
async function inTurn(acts: (() => Promise<unknown>)[]): Promise<void> {
  for (let act = acts.pop(); act; act = acts.pop()) await act();
}

function rich(): Promise<AccountId> {
  return books.account({ balance: opening, tier: null });
}
