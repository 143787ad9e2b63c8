import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reservationLifetime } from '../../../core/pipeline/ports.ts';
import { Books } from '../../support/books/books.ts';
import { completed, ksh, newId, released } from '../../support/books/payments.ts';
import { TestClock } from '../../support/clock/clock.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

/** What was left over is ended, so that each test finds only its own. */
beforeEach(async () => {
  await books.clock.advance(reservationLifetime);
  await books.sweep();
});

describe('abandoning a payment whose outcome is not known', () => {
  it('releases it where it was reserved', async () => {
    const request = await books.request(5_000_00n);
    await books.ledger.reserve(request);
    expect(await books.ledger.voidPayment(request, released())).toMatchObject({
      state: 'failed',
      refusal: 'timeout',
    });
    expect(await books.figures(request.payer)).toBe('2500000/0/0');
    expect(await books.facts(request.id)).toMatchObject({
      events: ['payment.reserved', 'payment.failed'],
    });
  });

  it('leaves a mark where it was never seen, so that a late reserve is refused', async () => {
    const request = await books.request(5_000_00n);
    const end = await books.ledger.voidPayment(request, released());
    expect(end).toMatchObject({ state: 'failed', refusal: 'timeout', endedAt: books.clock.now() });
    expect(await books.ledger.reserve(request)).toMatchObject({
      state: 'failed',
      refusal: 'timeout',
    });
    expect(await books.ledger.settle(request, completed)).toEqual(end);
    expect(await books.figures(request.payer)).toBe('2500000/0/0');
    expect(await books.facts(request.id)).toEqual({
      events: ['payment.failed'],
      timers: 1,
      receipts: [],
    });
    expect(await books.tells(request.id)).toEqual(['payer']);
  });

  it('says how it failed: given up, or refused by a rule', async () => {
    for (const held of [false, true]) {
      const request = await books.request(5_000_00n);
      if (held) await books.ledger.reserve(request);
      const end = await books.ledger.voidPayment(request, released('fraud_declined', 'rejected'));
      expect(end).toMatchObject({ state: 'rejected', refusal: 'fraud_declined' });
      const { events } = (await books.facts(request.id)) as { events: string[] };
      expect(events.at(-1)).toBe('payment.rejected');
    }
  });

  it('leaves it as it is where it ended, and asked twice answers the same', async () => {
    const done = await books.request(5_000_00n);
    await books.ledger.reserve(done);
    const end = await books.ledger.settle(done, completed);
    const gone = await books.request(5_000_00n);
    const given = await books.ledger.voidPayment(gone, released());
    const before = await books.everything();
    expect(await books.ledger.voidPayment(done, released())).toEqual(end);
    expect(await books.ledger.voidPayment(gone, released('unavailable'))).toEqual(given);
    expect(await books.everything()).toBe(before);
  });

  it('does not end another request’s payment that has the same id', async () => {
    const theirs = await books.request(5_000_00n);
    await books.ledger.reserve(theirs);
    const before = await books.everything();
    const mine = { ...theirs, amount: ksh(1_00n) };
    expect(await books.ledger.voidPayment(mine, released())).toEqual({
      state: 'rejected',
      refusal: 'idempotency_conflict',
    });
    expect(await books.everything()).toBe(before);
    expect(await books.ledger.settle(theirs, completed)).toMatchObject({ state: 'completed' });
  });

  it('holds nothing in the end, whichever of the two comes first', async () => {
    const requests = await Promise.all(Array.from({ length: 12 }, () => books.request(1_00n)));
    const [reserving, abandoning] = [books.another(), books.another()];
    for (const request of requests) {
      const [, end] = await Promise.all([
        reserving.reserve(request),
        abandoning.voidPayment(request, released()),
      ]);
      expect(end).toMatchObject({ state: 'failed', refusal: 'timeout' });
      expect(await books.figures(request.payer)).toBe('2500000/0/0');
    }
    expect(await books.audit()).toEqual([]);
  });
});

describe('the sweeper’s broom', () => {
  const expire = async (limit = 100) => (await books.sweep(limit)).expired;

  it('releases what is reserved past its time, and nothing before', async () => {
    const request = await books.request(5_000_00n);
    await books.ledger.reserve(request);
    await books.clock.advance(reservationLifetime - 1);
    expect(await expire()).toBe(0);
    await books.clock.advance(1);
    expect(await expire()).toBe(1);
    expect(await books.figures(request.payer)).toBe('2500000/0/0');
    expect(await books.facts(request.id)).toEqual({
      events: ['payment.reserved', 'payment.failed'],
      timers: 1,
      receipts: [],
    });
    expect(await books.tells(request.id)).toEqual(['payer']);
    expect(await expire()).toBe(0);
  });

  it('goes on, oldest first, as far as it is told', async () => {
    const requests = [];
    // The one that is reserved first has the longest to go.
    for (const late of [3, 2, 1]) {
      const request = await books.request(BigInt(late) * 1_00n);
      await books.another(0, new TestClock(books.clock.now() + late)).reserve(request);
      requests.push(request);
    }
    // What their accounts' opening left is due before it.
    await books.clock.advance(reservationLifetime);
    expect(await expire()).toBe(0);
    await books.clock.advance(3);
    expect(await expire(2)).toBe(2);
    const states = await books.rows(
      'select state from tuma.payments where id = any ($1) order by amount',
      [requests.map(({ id }) => id)],
    );
    expect(states.map(({ state }) => state)).toEqual(['failed', 'failed', 'reserved']);
    expect(await expire(2)).toBe(1);
  });

  it('leaves a settle that comes later no choice', async () => {
    const request = await books.request(5_000_00n);
    await books.ledger.reserve(request);
    await books.clock.advance(reservationLifetime);
    await expire();
    expect(await books.ledger.settle(request, completed)).toMatchObject({
      state: 'failed',
      refusal: 'timeout',
    });
    expect(await books.figures(request.payee)).toBe('0/0/0');
  });

  it('may be swept by several at once, beside settles', async () => {
    const payee = await books.account();
    const requests = await Promise.all(
      Array.from({ length: 20 }, () => books.request(1_00n, undefined, { payee, id: newId() })),
    );
    await Promise.all(requests.map((request) => books.ledger.reserve(request)));
    await books.clock.advance(reservationLifetime);
    const settles = requests.map((request, i) => books.another(i).settle(request, completed));
    const [ends] = await Promise.all([Promise.all(settles), expire(), expire(), expire()]);
    const moved = ends.filter(({ state }) => state === 'completed').length;
    expect(await books.figures(payee)).toBe(`${moved * 100}/0/0`);
    expect(await books.audit()).toEqual([]);
  });
});
