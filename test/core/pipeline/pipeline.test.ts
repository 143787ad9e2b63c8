import { beforeEach, describe, expect, it } from 'vitest';
import { reference } from '../../../core/ids.ts';
import { money } from '../../../core/money.ts';
import { payerFee } from '../../../core/payments/fee.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Refusal } from '../../../core/refusal.ts';
import { exampleTime, ksh, payment } from '../../support/books/payments.ts';
import { type Manner, Road } from '../../support/books/road.ts';

/** Balances and holds in cents: the payer's, the payee's, fee revenue's. */
const untouched = '2500000/0 850000/0 0/0';
const paid = '1998500/0 1350000/0 1500/0';

let road: Road;
beforeEach(() => {
  road = new Road();
});

describe('a payment that everybody approves', () => {
  it('is completed: the payer pays 5,015.00, the payee gets 5,000.00, the house 15.00', async () => {
    const request = payment();
    expect(await road.pays(request)).toEqual({
      id: request.id,
      state: 'completed',
      reference: reference(1n),
      amount: ksh(5_000_00n),
      fee: ksh(15_00n),
      balance: ksh(19_985_00n),
      endedAt: Date.UTC(2024, 8, 2, 14, 30, 0),
    });
    expect(road.money).toBe(paid);
  });

  it('costs a payer the amount where the payee pays the fee', async () => {
    road.books.open('8', 8_500_00n, { kind: 'till' });
    road.accounts = { payeeKind: 'till' };
    expect(await road.pays(payment({ type: 'buy_goods' }))).toMatchObject({
      ...{ state: 'completed', fee: ksh(0n), balance: ksh(20_000_00n) },
    });
    expect(road.money).toBe('2000000/0 1348500/0 1500/0');
  });

  it('asks the three checks at once, then settles, and nothing else', async () => {
    road.let('checkInputs', { before: 80 }).let('reserve', { after: 156 });
    const outcome = road.begins(payment());
    expect(road.calls.toSorted()).toEqual(['checkInputs', 'reserve']);
    await road.clock.advance(156);
    expect(await outcome).toMatchObject({ state: 'completed' });
    expect(road.calls.slice(2)).toEqual(['fraud', 'settle']);
  });

  it('keeps its score, who judged it and how long the checks took, and nothing that is plain', async () => {
    road.let('checkInputs', { before: 80 }).let('reserve', { after: 156 });
    await road.pays(payment());
    expect(road.endings).toEqual([
      { state: 'completed', results: { score: 0, fraudModel: 'rules 1', checksMs: 156 } },
    ]);
  });
});

describe('a payment that something speaks against', () => {
  it('keeps as evidence what each check answered, and when', async () => {
    road.let('checkInputs', { before: 80 }).let('reserve', { after: 156 });
    const factors = [{ code: 'UNUSUAL_TIME', weight: 0.2, why: 'at 3 in the night' }];
    const judged = {
      decision: 'approved',
      score: 0.2,
      factors,
      by: 'rules',
      version: '1',
    } as const;
    road.judge = () => judged;
    await road.pays(payment());
    expect(road.endings[0]?.results).toEqual({
      score: 0.2,
      fraudModel: 'rules 1',
      checksMs: 156,
      evidence: {
        fraud: { status: 'answered', ms: 80, ...judged },
        revenue: {
          status: 'answered',
          ms: 80,
          decision: 'approved',
          balance: '25000.00',
          dailyLimit: '70000.00',
          dailyUsed: '0.00',
        },
        core: { status: 'answered', ms: 156, state: 'reserved' },
      },
    });
  });
});

describe('fraud rules that are late or down', () => {
  const missing: [string, Manner][] = [
    ['late', { before: 5_001 }],
    ['down', { refuses: true }],
  ];

  it.each(missing)('%s: the backup rules let a small amount pass', async (_, manner) => {
    road.let('fraud', manner);
    const small = payment({ amount: ksh(1_000_00n), fee: ksh(6_00n) });
    expect(await road.pays(small)).toMatchObject({ state: 'completed' });
    expect(road.endings[0]?.results?.evidence?.fraud).toMatchObject({ by: 'backup_rules' });
  });

  it.each(missing)('%s: a large amount is declined, and released', async (_, manner) => {
    road.let('fraud', manner);
    const large = payment({ amount: ksh(1_000_01n), fee: ksh(10_00n) });
    expect(await road.pays(large)).toMatchObject({ state: 'rejected', refusal: 'fraud_declined' });
    expect(road.calls.slice(3)).toEqual(['settle']);
    expect(road.money).toBe(untouched);
  });

  it('an answer at 5.001 s is told as evidence, and changes nothing', async () => {
    road.let('fraud', { before: 5_001 });
    await road.pays(payment());
    expect(road.lateAnswers).toMatchObject([
      ['fraud', { status: 'answered', value: { decision: 'approved' }, ms: 5_001 }],
    ]);
    expect(road.money).toBe(untouched);
  });

  it('an answer at 4.999 s counts', async () => {
    road.let('fraud', { before: 4_999 });
    expect(await road.pays(payment())).toMatchObject({ state: 'completed' });
  });
});

describe('what a check refuses is released', () => {
  it('fraud: a payer in too great a hurry', async () => {
    road.profile = { ...road.profile, payments: 40, lastMinute: 30 };
    expect(await road.pays(payment())).toMatchObject({
      state: 'rejected',
      refusal: 'fraud_declined',
    });
    expect(road.money).toBe(untouched);
  });

  it.each<[string, Manner, string, Refusal]>([
    ['late', { before: 5_001 }, 'failed', 'timeout'],
    ['down', { refuses: true }, 'failed', 'unavailable'],
  ])('what revenue and fraud look at, which is %s', async (_, manner, state, refusal) => {
    road.let('checkInputs', manner);
    // The backup rules have nothing against so little.
    const small = payment({ amount: ksh(600_00n), fee: ksh(6_00n) });
    expect(await road.pays(small)).toMatchObject({ state, refusal });
    expect(road.calls.slice(2, 3)).toEqual(['settle']);
    expect(road.money).toBe(untouched);
  });

  it('revenue: a recipient who is not there', async () => {
    const outcome = await road.pays(payment({ payee: '9' }));
    expect(outcome).toMatchObject({ state: 'rejected', refusal: 'recipient_not_found' });
    expect(road.money).toBe(untouched);
  });

  it('core: a cent more than there is', async () => {
    const request = payment({ amount: ksh(24_985_01n), fee: ksh(15_00n) });
    expect(await road.pays(request)).toEqual({
      id: request.id,
      state: 'rejected',
      refusal: 'insufficient_funds',
      reference: reference(1n),
      amount: ksh(24_985_01n),
      fee: ksh(15_00n),
      endedAt: Date.UTC(2024, 8, 2, 14, 30, 0),
    });
    expect(road.money).toBe(untouched);
  });
});

describe('a price that was quoted', () => {
  it('stands to its last moment', async () => {
    const request = payment({ quotedUntil: exampleTime });
    expect(await road.pays(request)).toMatchObject({ state: 'completed' });
  });

  it('is judged by when it was asked for, not by when an answer comes or it is tried again', async () => {
    road.let('checkInputs', { before: 4_000 });
    const request = payment({ quotedUntil: exampleTime });
    expect(await road.pays(request)).toMatchObject({ state: 'completed' });
    await road.clock.advance(600_000);
    expect(await road.pays(request)).toMatchObject({ state: 'completed' });
    expect(road.money).toBe(paid);
  });
});

describe('what is refused at once', () => {
  const tanzanian = money(1_00n, 'TZS');

  it.each<[string, Partial<PaymentRequest>, Refusal]>([
    ['nothing', { amount: ksh(0n) }, 'invalid_amount'],
    ['less than nothing', { amount: ksh(-1n) }, 'invalid_amount'],
    ['a negative fee', { fee: ksh(-1n) }, 'invalid_amount'],
    ['another currency', { amount: tanzanian }, 'currency_mismatch'],
    ['a fee in another currency', { fee: tanzanian }, 'currency_mismatch'],
    ['money to oneself', { payee: '7' }, 'same_party'],
    ['a price that has expired', { quotedUntil: exampleTime - 1 }, 'quote_expired'],
    [
      'a price that has expired, to oneself',
      { quotedUntil: exampleTime - 1, payee: '7' },
      'same_party',
    ],
    [
      'goods for no more than the till’s fee',
      { type: 'buy_goods', amount: ksh(15_00n) },
      'amount_too_small',
    ],
    ['nothing to oneself', { amount: ksh(0n), payee: '7' }, 'invalid_amount'],
  ])('%s: no check and no book is asked', async (_, wrong, refusal) => {
    const request = payment(wrong);
    const { id, amount, type } = request;
    const fee = payerFee(type, request.fee);
    expect(await road.pays(request)).toEqual({ id, amount, fee, state: 'rejected', refusal });
    expect(road.calls).toEqual([]);
    expect(road.books.payments.size).toBe(0);
  });
});
