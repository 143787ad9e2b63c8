import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../core/account.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { type AirtimeDelivery, airtime, type DueAirtime } from '../../../db/delivery/airtime.ts';
import { Books, house } from '../../support/books/books.ts';
import { completed, ksh } from '../../support/books/payments.ts';
import { poison } from '../../support/books/poison.ts';

const seconds = 1_000;

let books: Books;
let stock: ReturnType<typeof airtime>;
beforeAll(async () => {
  books = await Books.open();
  stock = airtime(books.sql, kenya);
});
afterAll(() => books.close());

/** What other tests left is no longer due; nothing that was done may have left the books in disorder. */
afterEach(async () => {
  expect(await books.audit()).toEqual([]);
  await books.rows(
    `update tuma.airtime set state = 'sent' where state in ('intended', 'sending', 'unanswered')`,
  );
});

const now = () => books.clock.now();
const claim = (id: string, by: string = randomUUID()) => stock.claim([id], by, now());
const due = () => stock.due(now(), 100);
const neither = { due: [], givenUp: [] };

type End = Omit<AirtimeDelivery, 'paymentId'>;

function finish(found: readonly DueAirtime[], by: string, end: End): Promise<string[]> {
  return stock.finish(
    found.map(({ paymentId }) => ({ paymentId, ...end })),
    by,
    now(),
  );
}

/** 50.00 of airtime for a number, bought for 2.00 by somebody with 100.00. */
async function bought(): Promise<PaymentRequest> {
  return books.pay({
    type: 'airtime',
    payer: await books.account({ balance: 100_00n }),
    payee: house.airtime,
    amount: ksh(50_00n),
    fee: ksh(2_00n),
    accountReference: '254799000001',
  });
}

/** Bought, tried once, and finished so; what was paid back. */
async function tried(end: End): Promise<{ request: PaymentRequest; refunds: string[] }> {
  const request = await bought();
  const by = randomUUID();
  return { request, refunds: await finish(await claim(request.id, by), by, end) };
}

let requests = 0;
const accepted = () => ({ requestId: `ATQid_${++requests}`, final: false });
const refused: End = { final: true };
const unknown: End = { final: false };

async function state(id: string): Promise<unknown> {
  const [row] = await books.rows(
    'select state, attempts, request_id from tuma.airtime where payment_id = $1',
    [id],
  );
  return `${row?.state} ${row?.attempts}${row?.request_id ? ` ${row.request_id}` : ''}`;
}

function refundsOf({ id }: PaymentRequest) {
  return books.rows(
    `select id, type, state, channel, payer, payee, amount, fee, account_reference
       from tuma.payments where linked_payment = $1`,
    [id],
  );
}

async function paidBack(request: PaymentRequest): Promise<void> {
  expect(await refundsOf(request)).toHaveLength(1);
  expect(await books.figures(request.payer)).toBe('10000/0/0');
}

async function notPaidBack(request: PaymentRequest): Promise<void> {
  expect(await refundsOf(request)).toEqual([]);
  expect(await books.figures(request.payer)).toBe('4800/0/5000');
}

describe('claiming airtime', () => {
  it('gives the number, the amount and the try, which is counted', async () => {
    const { id } = await bought();
    expect(await state(id)).toBe('intended 0');
    expect(await claim(id)).toEqual([
      { paymentId: id, to: '254799000001', amount: ksh(50_00n), attempt: 1 },
    ]);
    expect(await state(id)).toBe('sending 1');
  });

  it('finds nothing for another claim, and the same for the same one', async () => {
    const { id } = await bought();
    const by = randomUUID();
    const found = await claim(id, by);
    expect(await claim(id)).toEqual([]);
    await books.clock.advance(30 * seconds);
    expect(await claim(id, by)).toEqual(found);
    expect(await state(id)).toBe('sending 1');
  });

  it('by many at once gives it to one of them', async () => {
    const { id } = await bought();
    const found = await Promise.all(Array.from({ length: 8 }, () => claim(id)));
    expect(found.flat()).toHaveLength(1);
  });

  it('finds nothing of a payment that was not completed, or is for something else', async () => {
    const open = await books.request(50_00n, { balance: 100_00n }, { type: 'airtime' });
    await books.ledger.reserve(open);
    const other = await books.request(50_00n);
    await books.pay(other);
    expect(await claim(open.id)).toEqual([]);
    expect(await claim(other.id)).toEqual([]);
  });
});

describe('a try', () => {
  it('that was accepted is sent, under the gateway’s name for it', async () => {
    const { request } = await tried({ requestId: 'ATQid_a', final: false });
    expect(await state(request.id)).toBe('sent 1 ATQid_a');
    await books.clock.advance(24 * 3_600 * seconds);
    expect(await claim(request.id)).toEqual([]);
    expect(await due()).toEqual(neither);
    await notPaidBack(request);
  });

  it('that was refused for good has failed, and amount and fee are paid back', async () => {
    const { request, refunds } = await tried(refused);
    expect(await state(request.id)).toBe('failed 1');
    expect(await refundsOf(request)).toEqual([
      {
        ...{ id: refunds[0], type: 'airtime_refund', state: 'completed', channel: 'ussd' },
        ...{ payer: house.airtime, payee: request.payer, amount: '5200', fee: '0' },
        account_reference: '254799000001',
      },
    ]);
    await paidBack(request);
    expect(await books.facts(refunds[0] ?? '')).toEqual({
      events: ['payment.reserved', 'payment.completed'],
      timers: 1,
      receipts: [],
    });
    expect(await books.tells(...refunds)).toEqual(['payee']);
    await books.clock.advance(24 * 3_600 * seconds);
    expect(await claim(request.id)).toEqual([]);
    expect(await due()).toEqual(neither);
  });

  it('without a good answer is made again 30 s later, then after twice as long each time', async () => {
    const { id } = await bought();
    let pause = 30 * seconds;
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      const by = randomUUID();
      const found = await claim(id, by);
      expect(found).toMatchObject([{ attempt }]);
      expect(await finish(found, by, unknown)).toEqual([]);
      await books.clock.advance(pause - 1);
      expect(await claim(id)).toEqual([]);
      expect(await due()).toEqual(neither);
      await books.clock.advance(1);
      if (attempt < 8) expect(await due()).toEqual({ due: [id], givenUp: [] });
      pause *= 2;
    }
    expect(await claim(id)).toEqual([]);
    expect(await due()).toEqual({ due: [], givenUp: [id] });
    expect(await due(), 'it is told once').toEqual(neither);
    expect(await state(id)).toBe('unanswered 8');
  });

  it('may also be one whose consumer died', async () => {
    const { id } = await bought();
    await claim(id);
    await books.clock.advance(30 * seconds);
    expect(await due()).toEqual({ due: [id], givenUp: [] });
    expect(await claim(id)).toMatchObject([{ attempt: 2 }]);
  });

  it('that was refused says nothing of another that is under way', async () => {
    const request = await bought();
    const slow = randomUUID();
    const found = await claim(request.id, slow);
    await books.clock.advance(30 * seconds);
    const by = randomUUID();
    await claim(request.id, by);
    expect(await finish(found, slow, refused)).toEqual([]);
    expect(await state(request.id)).toBe('sending 2');
    expect(await finish(found, by, refused)).toHaveLength(1);
    await paidBack(request);
  });

  it('that was accepted counts, however late that is learned', async () => {
    const [overtaken, givenUp] = [await bought(), await bought()];
    const slow = randomUUID();
    const found = await stock.claim([overtaken.id, givenUp.id], slow, now());
    expect(found).toHaveLength(2);
    await books.clock.advance(30 * seconds);
    const by = randomUUID();
    const again = await claim(overtaken.id, by);
    await books.rows(`update tuma.airtime set state = 'unanswered' where payment_id = $1`, [
      givenUp.id,
    ]);
    await finish(found, slow, { requestId: 'ATQid_late', final: false });
    expect(await state(overtaken.id)).toBe('sent 2 ATQid_late');
    expect(await state(givenUp.id)).toBe('sent 1 ATQid_late');
    expect(await finish(again, by, refused)).toEqual([]);
    await notPaidBack(overtaken);
  });

  it('refused by many at once is paid back once', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, bought));
    const ids = all.map(({ id }) => id);
    const by = randomUUID();
    const found = await stock.claim(ids, by, now());
    const refunds = await Promise.all([
      ...Array.from({ length: 4 }, () => finish(found, by, refused)),
      ...Array.from({ length: 4 }, () => finish(found.toReversed(), by, refused)),
    ]);
    expect(refunds.flat()).toHaveLength(6);
    for (const request of all) await paidBack(request);
  });

  it('refused, of a payer whose account was closed meanwhile, keeps nobody waiting and is found', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, bought));
    const [closed, ...others] = all as [PaymentRequest, ...PaymentRequest[]];
    await becomesClosed(closed.payer);
    const by = randomUUID();
    const found = await stock.claim(
      all.map(({ id }) => id),
      by,
      now(),
    );
    expect(await finish(found, by, refused)).toHaveLength(3);
    for (const request of others) await paidBack(request);
    expect(await state(closed.id)).toBe('failed 1');
    expect(await refundsOf(closed)).toEqual([]);
    expect(await books.figures(closed.payer)).toBe('0/0/9800');
    const tenMinutes = 10 * 60 * seconds;
    const owedFound = async (at: number) =>
      (await books.operations.audit(at)).filter(({ subject }) => subject.includes(closed.id));
    expect(await owedFound(now() + tenMinutes - 1)).toEqual([]);
    expect(await owedFound(now() + tenMinutes + 1)).toEqual([
      expect.objectContaining({
        invariant: '16 what failed is paid back in time',
        subject: `payment ${closed.id}`,
        detail: expect.stringMatching(/^owed since .*, its account is closed$/),
      }),
    ]);
    expect(await stock.refundOwed(100, now() + 60 * seconds)).toEqual([]);
    await becomesOpen(closed.payer);
    const [refund] = await stock.refundOwed(100, now());
    expect(await refundsOf(closed)).toMatchObject([{ id: refund, type: 'airtime_refund' }]);
    expect(await stock.refundOwed(100, now() + 24 * 3_600 * seconds)).toEqual([]);
    expect(await books.figures(closed.payer)).toBe('5200/0/4800');
  });

  it('refused, of a payer whose wallet is full, is paid back when there is room', async () => {
    await books.tier({ balanceCap: 100_00n });
    const payer = await books.account({ balance: 100_00n, tier: 3 });
    await books.rows(`insert into tuma.home (market) values ('KE') on conflict do nothing`);
    const bill = { type: 'airtime', payer, payee: house.airtime, amount: ksh(50_00n) } as const;
    const request = await books.pay({ ...bill, accountReference: '254799000001' });
    const gift = await books.account({ balance: 20_00n });
    await books.pay({ payer: gift, payee: payer, amount: ksh(20_00n) });
    const by = randomUUID();
    expect(await finish(await claim(request.id, by), by, refused)).toEqual([]);
    expect(await books.figures(payer)).toMatch(/^7000\/0\//);
    await books.pay({ payer, payee: gift, amount: ksh(20_00n) });
    expect(await stock.refundOwed(100, now() + 61 * seconds)).toHaveLength(1);
    expect(await books.figures(payer)).toMatch(/^10000\/0\//);
  });

  it.each([0, 1, 2, 3, 4, 5])(
    'of six at once, of which number %i fails in the books, ends the other five, and it is tried again',
    async (place) => {
      const all = await Promise.all(Array.from({ length: 6 }, bought));
      const bad = all.toSorted((a, b) => Number(a.payer) - Number(b.payer))[place];
      if (!bad) throw new Error('there are six');
      const heal = await poison(books, 'insert', 'payments', `new.payee = ${bad.payer}`);
      const by = randomUUID();
      const ids = all.map(({ id }) => id);
      const found = await stock.claim(ids, by, now());
      expect(await finish(found, by, refused)).toHaveLength(5);
      for (const request of all) if (request !== bad) await paidBack(request);
      expect(await state(bad.id)).toBe('failed 1');
      expect(await books.operations.failures(now() - 1)).toEqual([
        { job: 'refund_airtime', item: bad.id, sqlstate: 'P0042' },
      ]);
      await heal();
      await books.clock.advance(61 * seconds);
      expect(await stock.refundOwed(100, now())).toHaveLength(1);
      await paidBack(bad);
    },
  );

  it('of each of many, refused at once while their payers pay, is paid back once', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, bought));
    const by = all.map(() => randomUUID());
    const found = await Promise.all(all.map(({ id }, i) => claim(id, by[i])));
    const other = books.another(1);
    await Promise.all([
      ...found.map((one, i) => finish(one, by[i] ?? '', refused)),
      ...all.map(async ({ payer }, i) => {
        const payee = all.at(i - 1)?.payer ?? '';
        const request = await books.request(1_00n, {}, { payer, payee, fee: ksh(0n) });
        await other.reserve(request);
        await other.settle(request, completed);
      }),
    ]);
    for (const request of all) {
      expect(await refundsOf(request)).toHaveLength(1);
      expect(await books.figures(request.payer)).toBe('10000/0/100');
    }
  });
});

/** Spends the rest, and closes the account as the desk does. */
async function becomesClosed(account: AccountId): Promise<void> {
  await books.pay(await books.request(48_00n, {}, { payer: account, fee: ksh(0n) }));
  expect(await changeAccount(account, 'close')).toMatchObject([{ changed: true }]);
}

async function becomesOpen(account: AccountId): Promise<void> {
  expect(await changeAccount(account, 'reopen')).toMatchObject([{ changed: true }]);
}

function changeAccount(account: AccountId, action: string) {
  const values = [account, action, 'asked', 'ann', new Date(now()).toISOString()];
  return books.rows('select changed from tuma.change_account($1, $2, $3, $4, $5, true)', values);
}

describe('a report', () => {
  const report = (requestId: string | undefined, delivered: boolean) =>
    stock.report(requestId ?? '', delivered, now());

  it('of a delivery ends what was sent', async () => {
    const { requestId, final } = accepted();
    const { request } = await tried({ requestId, final });
    expect(await report(requestId, true)).toEqual([]);
    expect(await state(request.id)).toBe(`delivered 1 ${requestId}`);
    await notPaidBack(request);
  });

  it('of a failure pays back', async () => {
    const { requestId, final } = accepted();
    const { request } = await tried({ requestId, final });
    expect(await report(requestId, false)).toHaveLength(1);
    expect(await state(request.id)).toBe(`failed 1 ${requestId}`);
    await paidBack(request);
  });

  it('of a failure whose payer has a closed account is kept, and pays back when it comes again', async () => {
    const { requestId, final } = accepted();
    const { request } = await tried({ requestId, final });
    await becomesClosed(request.payer);
    expect(await report(requestId, false)).toEqual([]);
    expect(await state(request.id)).toBe(`failed 1 ${requestId}`);
    expect(await report(requestId, true)).toEqual([]);
    await becomesOpen(request.payer);
    expect(await report(requestId, false)).toHaveLength(1);
    expect(await report(requestId, false)).toEqual([]);
    expect(await stock.refundOwed(100, now())).toEqual([]);
    expect(await books.figures(request.payer)).toBe('5200/0/4800');
  });

  it.each([true, false])('never moves a final state: delivered %s', async (delivered) => {
    const { requestId, final } = accepted();
    const { request } = await tried({ requestId, final });
    await report(requestId, delivered);
    const before = await state(request.id);
    expect(await report(requestId, delivered)).toEqual([]);
    expect(await report(requestId, !delivered)).toEqual([]);
    expect(await state(request.id)).toBe(before);
    if (delivered) await notPaidBack(request);
    else await paidBack(request);
  });

  it('that comes many times at once, and against itself, has one effect', async () => {
    const { requestId, final } = accepted();
    const { request } = await tried({ requestId, final });
    const all = [false, true, false, true, false, false];
    const refunds = await Promise.all(all.map((delivered) => report(requestId, delivered)));
    if (refunds.flat().length === 0) await notPaidBack(request);
    else await paidBack(request);
    expect(refunds.flat().length).toBeLessThanOrEqual(1);
  });

  it.each([
    [true, 'delivered'],
    [false, 'failed'],
  ])(
    'that comes before its request is known waits for it: delivered %s',
    async (delivered, end) => {
      const request = await bought();
      const by = randomUUID();
      const found = await claim(request.id, by);
      const { requestId, final } = accepted();
      expect(await report(requestId, delivered)).toEqual([]);
      expect(await report(requestId, !delivered), 'the first one counts').toEqual([]);
      expect(await state(request.id)).toBe('sending 1');
      const refunds = await finish(found, by, { requestId, final });
      expect(refunds).toHaveLength(delivered ? 0 : 1);
      expect(await state(request.id)).toBe(`${end} 1 ${requestId}`);
      if (delivered) await notPaidBack(request);
      else await paidBack(request);
      expect(await books.rows('select from tuma.airtime_reports')).toEqual([]);
    },
  );

  it.each(['the answer', 'the report'])(
    'that meets the answer to its request is not lost: %s is a little earlier',
    async (first) => {
      const request = await bought();
      const by = randomUUID();
      const found = await claim(request.id, by);
      const { requestId, final } = accepted();
      const day = new Date(now()).toISOString();
      const answer = [[request.id], [requestId], [false], by, day];
      await books.rows('begin');
      if (first === 'the answer') {
        await books.rows('select * from tuma.finish_airtime($1, $2, $3, $4, $5)', answer);
      } else {
        await books.rows('select * from tuma.report_airtime($1, false, $2)', [...[requestId, day]]);
      }
      const second =
        first === 'the answer' ? report(requestId, false) : finish(found, by, { requestId, final });
      await Promise.race([second, sleep(300)]);
      await books.rows('commit');
      expect(await second).toHaveLength(1);
      await paidBack(request);
    },
  );
});

describe('what nobody knows', () => {
  async function unanswered(): Promise<PaymentRequest> {
    const { request } = await tried(unknown);
    await books.rows(`update tuma.airtime set state = 'unanswered' where payment_id = $1`, [
      request.id,
    ]);
    return request;
  }

  /** As a person does it, who is the database's owner. */
  function end({ id }: PaymentRequest, delivered: boolean) {
    return books.rows('select * from tuma.end_airtime($1, $2, now())', [id, delivered]);
  }

  it('is not paid back, until a person says that it was not delivered', async () => {
    const request = await unanswered();
    await notPaidBack(request);
    expect(await end(request, false)).toHaveLength(1);
    expect(await end(request, false)).toEqual([]);
    expect(await end(request, true)).toEqual([]);
    await paidBack(request);
  });

  it('stays paid when a person says that it was delivered', async () => {
    const request = await unanswered();
    expect(await end(request, true)).toEqual([]);
    expect(await end(request, false)).toEqual([]);
    expect(await state(request.id)).toBe('delivered 1');
    await notPaidBack(request);
  });

  it('is not a person’s to end while it is tried', async () => {
    const { request } = await tried(unknown);
    expect(await end(request, false)).toEqual([]);
    expect(await state(request.id)).toBe('sending 1');
  });
});

it('the sweep finds airtime that was never tried ten seconds after it was paid', async () => {
  const { id } = await bought();
  await books.clock.advance(10 * seconds - 1);
  expect(await due()).toEqual(neither);
  await books.clock.advance(1);
  expect(await due()).toEqual({ due: [id], givenUp: [] });
});

it('what is owed to a payer is paid back although the house has less than that', async () => {
  const empty = await Books.open();
  const orders = airtime(empty.sql, kenya);
  try {
    const request = await empty.pay({
      type: 'airtime',
      payer: await empty.account({ balance: 100_00n }),
      payee: house.airtime,
      amount: ksh(50_00n),
      fee: ksh(2_00n),
      accountReference: '254799000001',
    });
    const by = randomUUID();
    await orders.claim([request.id], by, empty.clock.now());
    const failed = [{ paymentId: request.id, final: true }];
    expect(await orders.finish(failed, by, empty.clock.now())).toHaveLength(1);
    expect(await empty.figures(request.payer)).toBe('10000/0/0');
    expect(await empty.audit()).toEqual([]);
  } finally {
    await empty.close();
  }
});
