import { beforeEach, describe, expect, it } from 'vitest';
import { reference } from '../../../core/ids.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Refusal } from '../../../core/refusal.ts';
import { ksh, payment } from '../../support/books/payments.ts';
import { type Manner, Road } from '../../support/books/road.ts';

/** Balances and holds in cents: the payer's, the payee's, fee revenue's. */
const untouched = '2500000/0 850000/0 0/0';
const paid = '1998500/0 1350000/0 1500/0';

let road: Road;
beforeEach(() => {
  road = new Road();
});

describe('a core whose answer is missing is abandoned: nothing stays held, and nothing can be later', () => {
  it.each<[string, Manner, Refusal]>([
    ['holds the money and answers late', { after: 5_001 }, 'timeout'],
    ['gets to it late', { before: 5_001 }, 'timeout'],
    ['holds the money and loses the answer', { loses: true }, 'unavailable'],
    ['does not get to it', { refuses: true }, 'unavailable'],
  ])('it %s', async (_, manner, refusal) => {
    road.let('reserve', manner);
    const request = payment();
    const first = await road.pays(request);
    expect(first).toMatchObject({ state: 'failed', refusal, reference: reference(1n) });
    expect(road.calls.slice(3)).toEqual(['voidPayment']);
    expect(road.money).toBe(untouched);

    const again = await road.let('reserve', {}).pays(request);
    expect(again).toEqual(first);
    expect(road.money).toBe(untouched);
  });

  it('ends as rejected where a rule refused it besides', async () => {
    road.let('reserve', { after: 6_000 }).let('fraud', { refuses: true });
    const outcome = await road.pays(payment());
    expect(outcome).toMatchObject({ state: 'rejected', refusal: 'fraud_declined' });
    expect(road.money).toBe(untouched);
  });
});

describe('a settle that does not answer', () => {
  it('leaves the outcome open, and the sweeper releases what was held', async () => {
    road.let('settle', { refuses: true });
    const request = payment();
    const { id, amount, fee } = request;
    expect(await road.pays(request)).toEqual({ id, amount, fee, state: 'reserved' });
    expect(road.money).toBe('2500000/501500 850000/0 0/0');
    road.books.expire(road.clock.now());
    expect(road.money).toBe(untouched);
    road.let('settle', {});
    expect(await road.pays(request)).toMatchObject({ state: 'failed', refusal: 'timeout' });
  });

  it('and had taken effect: the same id asked again tells the end, and nothing moves twice', async () => {
    road.let('settle', { loses: true });
    const request = payment();
    expect(await road.pays(request)).toMatchObject({ state: 'reserved' });
    road.let('settle', {});
    expect(await road.pays(request)).toMatchObject({
      state: 'completed',
      balance: ksh(19_985_00n),
    });
    expect(road.money).toBe(paid);
  });

  it('nor an abandon: the outcome is open too', async () => {
    road.let('reserve', { after: 6_000 }).let('voidPayment', { refuses: true });
    expect(await road.pays(payment())).toMatchObject({ state: 'reserved' });
  });
});

describe('the same id again', () => {
  it.each<[string, Manner]>([
    ['works', {}],
    ['is late', { before: 6_000 }],
    ['is down', { refuses: true }],
  ])('gives the same outcome of a completed payment where fraud now %s', async (_, manner) => {
    const request = payment();
    const first = await road.pays(request);
    road.let('fraud', manner);
    road.profile = { ...road.profile, payments: 40, lastMinute: 30 };
    expect(await road.pays(request)).toEqual(first);
    expect(road.money).toBe(paid);
  });

  it('stays refused when the money has come', async () => {
    const request = payment({ amount: ksh(30_000_00n) });
    const first = await road.pays(request);
    expect(first).toMatchObject({ state: 'rejected', refusal: 'insufficient_funds' });
    road.books.account('7').balance += 10_000_00n;
    expect(await road.pays(request)).toEqual(first);
    expect(road.books.account('7').balance).toBe(35_000_00n);
  });

  it('twice at once has one effect and one outcome', async () => {
    const request = payment();
    const both = Promise.all([road.begins(request), road.pays(request)]);
    const [one, other] = await both;
    expect(one).toEqual(other);
    expect(road.money).toBe(paid);
  });

  it('for another request is a conflict, and nothing is written', async () => {
    const request = payment();
    await road.pays(request);
    const changes: Partial<PaymentRequest>[] = [
      { amount: ksh(1_00n) },
      { fee: ksh(0n) },
      { payer: '8', payee: '7' },
    ];
    for (const change of changes) {
      expect(await road.pays({ ...request, ...change })).toMatchObject({
        state: 'rejected',
        refusal: 'idempotency_conflict',
      });
    }
    expect(road.money).toBe(paid);
  });
});
