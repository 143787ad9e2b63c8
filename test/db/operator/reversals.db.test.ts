import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../core/account.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { disputes } from '../../../db/operator/disputes.ts';
import { type ReversalRequest, reversals } from '../../../db/operator/reversals.ts';
import { Books, house } from '../../support/books/books.ts';
import { ksh, newId, payment, released } from '../../support/books/payments.ts';

let books: Books;
let desk: ReturnType<typeof reversals>;
beforeAll(async () => {
  books = await Books.open();
  desk = reversals(books.desk, kenya);
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

const now = () => books.clock.now();
const hour = 3_600_000;

function reverse(origin: string, over: Partial<ReversalRequest> = {}) {
  const asked = { origin, id: newId(now()), reason: 'wrong number', by: 'ann', ...over };
  return desk.reverse(asked, now());
}

/** 500.00 for 3.00 from somebody with 1,000.00 to somebody without money. */
async function paid(wanted: Partial<PaymentRequest> = {}): Promise<PaymentRequest> {
  const payer = await books.account({ balance: 1_000_00n });
  const payee = await books.account();
  return books.pay({ payer, payee, amount: ksh(500_00n), fee: ksh(3_00n), ...wanted });
}

/** The payee gives away what it has of it. */
async function spend(by: AccountId, amount: bigint): Promise<void> {
  await books.pay({ payer: by, payee: await books.account(), amount: ksh(amount) });
}

async function business(kind: string): Promise<AccountId> {
  const [row] = await books.rows(
    `insert into tuma.accounts (kind, currency) values ($1, 'KES') returning id`,
    [kind],
  );
  return String(row?.id);
}

async function setStatus(account: AccountId, status: string): Promise<void> {
  await books.rows('update tuma.accounts set status = $2 where id = $1', [account, status]);
}

async function madeOf(origin: string) {
  const [row] = await books.rows(
    `select p.id, p.type::text, p.channel::text, p.payer::text, p.payee::text, p.amount::text, p.fee::text,
            p.state::text, r.refusal::text why, r.refused_at is not null refused, r.until
       from tuma.reversals r left join tuma.payments p on p.id = r.ended_by where r.payment_id = $1`,
    [origin],
  );
  return row;
}

describe('a reversal', () => {
  it('is a payment of its own, from who was paid to who had paid; the fee stays', async () => {
    const { id, payer, payee } = await paid();
    const done = await reverse(id);
    expect(done).toEqual({ number: expect.any(BigInt) });
    expect(await madeOf(id)).toMatchObject({
      ...{ type: 'reversal', channel: 'desk', payer: payee, payee: payer },
      ...{ amount: '50000', fee: '0', state: 'completed' },
    });
    expect(await books.figures(payer)).toMatch(/^99700\/0\//);
    expect(await books.figures(payee)).toMatch(/^0\/0\//);
  });

  const known = (...accounts: AccountId[]) =>
    books.rows(
      `select sent_today, sent_month_count, received_today, received_month_count, payments, hours, recent_payees
         from tuma.accounts where id = any ($1) order by id`,
      [accounts],
    );

  it('gives the limits back on both sides, and is no habit of who had been paid', async () => {
    const { id, payer, payee } = await paid();
    const before = await known(payer, payee);
    expect(before).toMatchObject([
      { sent_today: '50000', sent_month_count: 1, received_today: '0', payments: 1 },
      { sent_today: '0', received_today: '50000', received_month_count: 1, payments: 0 },
    ]);
    expect(await reverse(id)).not.toHaveProperty('refusal');
    expect(await known(payer, payee)).toEqual([
      { ...before[0], sent_today: '0', sent_month_count: 0 },
      { ...before[1], received_today: '0', received_month_count: 0 },
    ]);
    expect(await books.audit()).toEqual([]);
  });

  it('of a part gives that part back, and leaves one payment', async () => {
    const { id, payer, payee } = await paid();
    await reverse(id, { amount: ksh(200_00n) });
    expect(await known(payer, payee)).toMatchObject([
      { sent_today: '30000', sent_month_count: 1 },
      { received_today: '30000', received_month_count: 1 },
    ]);
  });

  it('lets the payer send again on the same day what came back', async () => {
    const payer = await books.account({ balance: 1_000_00n, dailyLimit: 500_00n });
    const payee = await books.account();
    const pays = () => books.ledger.reserve(payment({ payer, payee, amount: ksh(500_00n) }));
    const { id } = await books.pay({ payer, payee, amount: ksh(500_00n) });
    expect(await pays()).toMatchObject({ refusal: 'daily_limit_exceeded' });
    await reverse(id);
    expect(await pays()).toEqual({ state: 'reserved' });
  });

  it('on a later day leaves that day as it is, and the week and the month without it', async () => {
    const { id, payer, payee } = await paid();
    await books.clock.advance(24 * hour);
    await books.pay({ payer, payee, amount: ksh(10_00n), requestedAt: now() });
    await reverse(id);
    const [row] = await books.rows(
      'select sent_today, sent_week, sent_month from tuma.accounts where id = $1',
      [payer],
    );
    expect(row).toEqual({ sent_today: '1000', sent_week: '1000', sent_month: '1000' });
    expect(await books.audit()).toEqual([]);
  });

  it('is told to both within a minute', async () => {
    const { id } = await paid();
    await reverse(id);
    const made = String((await madeOf(id))?.id);
    expect((await books.sweep()).unnotified).toContain(made);
    expect(await books.tells(made)).toEqual(['payee', 'payer']);
  });

  it('may be of a part', async () => {
    const { id, payer, payee } = await paid();
    await reverse(id, { amount: ksh(120_00n) });
    expect(await books.figures(payer)).toMatch(/^61700\//);
    expect(await books.figures(payee)).toMatch(/^38000\//);
  });

  it('is made once, also of a part', async () => {
    const { id } = await paid();
    const first = await reverse(id, { amount: ksh(120_00n) });
    const before = await books.everything();
    expect(await reverse(id, { amount: ksh(1_00n) })).toEqual({
      ...{ refusal: 'already_reversed', number: first.number },
    });
    expect(await books.everything()).toBe(before);
  });

  it('is made once when ten ask for it at once', async () => {
    const { id, payer } = await paid();
    const all = await Promise.all(Array.from({ length: 10 }, () => reverse(id)));
    expect(all.filter(({ refusal }) => refusal === undefined)).toHaveLength(1);
    expect(all.filter(({ refusal }) => refusal === 'already_reversed')).toHaveLength(9);
    expect(await books.figures(payer)).toMatch(/^99700\//);
  });

  it('gives who asks again under the same id the same answer', async () => {
    const { id } = await paid();
    const again = newId(now());
    const first = await reverse(id, { id: again });
    expect(await reverse(id, { id: again })).toEqual(first);
  });

  it('takes money from a frozen account', async () => {
    const { id, payer, payee } = await paid();
    await setStatus(payee, 'frozen');
    expect((await reverse(id)).refusal).toBeUndefined();
    expect(await books.figures(payer)).toMatch(/^99700\//);
  });

  it('is not held against limits', async () => {
    const payer = await books.account({ balance: 1_000_00n });
    const payee = await books.account({ dailyLimit: 1_00n });
    const { id } = await books.pay({ payer, payee, amount: ksh(500_00n) });
    expect((await reverse(id)).refusal).toBeUndefined();
  });

  it.each([
    ['cash_out', 'wallet', 'agent'],
    ['pay_bill', 'wallet', 'biller'],
    ['buy_goods', 'wallet', 'till'],
    ['cash_in', 'agent', 'wallet'],
  ] as const)('may be of %s, between %s and %s', async (type, from, to) => {
    const payer =
      from === 'wallet' ? await books.account({ balance: 1_000_00n }) : await business(from);
    if (from === 'agent') {
      const wallet = await books.account({ balance: 1_000_00n });
      await books.pay({ type: 'cash_out', payer: wallet, payee: payer, amount: ksh(1_000_00n) });
    }
    const payee = to === 'wallet' ? await books.account() : await business(to);
    const reference = type === 'pay_bill' ? { accountReference: 'A1' } : {};
    const { id } = await books.pay({ type, payer, payee, amount: ksh(500_00n), ...reference });
    expect((await reverse(id)).refusal).toBeUndefined();
    expect(await books.figures(payer)).toMatch(/^100000\//);
  });
});

describe('a reversal is refused', () => {
  const reserved = async () => {
    const request = await books.request(500_00n);
    await books.ledger.reserve(request);
    return request.id;
  };
  const rejected = async () => {
    const request = await books.request(500_00n);
    await books.ledger.reserve(request);
    await books.ledger.settle(request, released());
    return request.id;
  };
  const bought = async () => {
    const payer = await books.account({ balance: 1_000_00n });
    const wanted = {
      type: 'airtime',
      payee: house.airtime,
      accountReference: '254799000003',
    } as const;
    return (await books.pay({ ...wanted, payer, amount: ksh(50_00n) })).id;
  };
  const waiting = async () => {
    const payer = await books.account({ balance: 1_000_00n });
    const wanted = { type: 'p2p_unregistered', payee: house.unclaimed } as const;
    const to = { accountReference: '254799000004' };
    return (await books.pay({ ...wanted, ...to, payer, amount: ksh(50_00n) })).id;
  };
  const opening = async () => {
    const account = await books.account({ balance: 1_00n });
    const [row] = await books.rows('select id from tuma.payments where payee = $1', [account]);
    return String(row?.id);
  };
  const reversal = async () => {
    const { id } = await paid();
    await reverse(id);
    return String((await madeOf(id))?.id);
  };
  const normal = async () => (await paid()).id;

  it.each<[string, string, () => Promise<string>, Partial<ReversalRequest>?]>([
    ['what nobody knows', 'not_reversible', async () => crypto.randomUUID()],
    ['what is reserved', 'not_reversible', reserved],
    ['what was rejected', 'not_reversible', rejected],
    ['airtime, which has its own way back', 'not_reversible', bought],
    ['money that waits for its number', 'not_reversible', waiting],
    ['an opening balance', 'not_reversible', opening],
    ['a reversal', 'not_reversible', reversal],
    ['more than was paid', 'reversal_too_large', normal, { amount: ksh(500_01n) }],
    ['nothing', 'invalid_amount', normal, { amount: ksh(0n) }],
    ['less than nothing', 'invalid_amount', normal, { amount: ksh(-1n) }],
  ])('of %s: %s, and nothing is written', async (_, refusal, origin, over = {}) => {
    const id = await origin();
    const before = await books.everything();
    expect(await reverse(id, over)).toEqual({ refusal });
    expect(await books.everything()).toBe(before);
  });

  it.each([
    [
      'the recipient has spent it',
      'insufficient_funds',
      ({ payee }: PaymentRequest) => spend(payee, 1n),
    ],
    [
      'the recipient is closed',
      'payer_unavailable',
      ({ payee }: PaymentRequest) => setStatus(payee, 'closed'),
    ],
    [
      'the sender is closed',
      'recipient_unavailable',
      ({ payer }: PaymentRequest) => setStatus(payer, 'closed'),
    ],
  ])('when %s: %s; no payment is made and nobody is told', async (_, refusal, happens) => {
    const request = await paid();
    await happens(request);
    const [before] = await books.rows('select count(*) from tuma.payments');
    expect(await reverse(request.id)).toEqual({ refusal });
    expect(await madeOf(request.id)).toMatchObject({ why: refusal, refused: true });
    expect(await books.rows('select count(*) from tuma.payments')).toEqual([before]);
  });

  it('and may be asked for again when the money has come', async () => {
    const { id, payer, payee } = await paid();
    await spend(payee, 500_00n);
    await reverse(id);
    await books.pay({ payer, payee, amount: ksh(497_00n) });
    expect(await reverse(id)).toEqual({ refusal: 'insufficient_funds' });
    expect((await reverse(id, { amount: ksh(497_00n) })).refusal).toBeUndefined();
    expect(await madeOf(id)).toMatchObject({ amount: '49700', why: null, refused: false });
  });

  it('where the money is held for another payment', async () => {
    const { id, payee } = await paid();
    const other = await books.account();
    await books.ledger.reserve(
      payment({ payer: payee, payee: other, amount: ksh(1_00n), fee: ksh(0n), requestedAt: now() }),
    );
    expect(await reverse(id)).toEqual({ refusal: 'insufficient_funds' });
  });
});

describe('a reversal that may wait', () => {
  const retry = () => reversals(books.sql, kenya).retry(100, now());
  const until = () => now() + 24 * hour;

  it('is made when the recipient has money again', async () => {
    const { id, payer, payee } = await paid();
    await spend(payee, 500_00n);
    const end = until();
    expect(await reverse(id, { until: end })).toEqual({ waitsUntil: new Date(end) });
    expect(await retry()).toEqual({ ended: 0, payments: [] });

    await books.pay({
      payer: await books.account({ balance: 600_00n }),
      payee,
      amount: ksh(600_00n),
    });
    const done = await retry();
    expect(done).toEqual({ ended: 1, payments: [(await madeOf(id))?.id] });
    expect(await books.figures(payer)).toMatch(/^99700\//);
    expect(await books.tells(...done.payments)).toEqual(['payee', 'payer']);
    expect(await retry()).toEqual({ ended: 0, payments: [] });
  });

  it('is refused for good when its time is over', async () => {
    const { id, payee } = await paid();
    await spend(payee, 500_00n);
    await reverse(id, { until: until() });
    await books.clock.advance(24 * hour);
    expect(await retry()).toEqual({ ended: 1, payments: [] });
    expect(await madeOf(id)).toMatchObject({ why: 'insufficient_funds', refused: true });
    expect(await retry()).toEqual({ ended: 0, payments: [] });
  });

  it('waits while the recipient is closed, and is refused for good when its time is over', async () => {
    const { id, payee } = await paid();
    await spend(payee, 500_00n);
    await reverse(id, { until: until() });
    await setStatus(payee, 'closed');
    expect(await retry()).toEqual({ ended: 0, payments: [] });
    await books.clock.advance(24 * hour);
    expect(await retry()).toEqual({ ended: 1, payments: [] });
    expect(await madeOf(id)).toMatchObject({ why: 'payer_unavailable', refused: true });
  });

  it('waits where it would pay into an account that is closed, keeps no other waiting, and is made when that opens', async () => {
    const [closed, other] = [await paid(), await paid()];
    for (const { id, payee } of [closed, other]) {
      await spend(payee, 500_00n);
      await reverse(id, { until: until() });
      const payer = await books.account({ balance: 600_00n });
      await books.pay({ payer, payee, amount: ksh(500_00n) });
    }
    await setStatus(closed.payer, 'closed');
    expect(await retry()).toEqual({ ended: 1, payments: [expect.any(String)] });
    expect(await madeOf(other.id)).toMatchObject({ state: 'completed' });
    expect(await madeOf(closed.id)).toMatchObject({ why: null, refused: false });
    await setStatus(closed.payer, 'active');
    expect(await retry()).toEqual({ ended: 1, payments: [expect.any(String)] });
    expect(await madeOf(closed.id)).toMatchObject({ state: 'completed' });
  });

  it('may be asked for while an account is closed, and then waits', async () => {
    const { id, payer } = await paid();
    await setStatus(payer, 'closed');
    const end = until();
    expect(await reverse(id)).toEqual({ refusal: 'recipient_unavailable' });
    expect(await reverse(id, { until: end })).toEqual({ waitsUntil: new Date(end) });
    await setStatus(payer, 'active');
    expect(await retry()).toEqual({ ended: 1, payments: [expect.any(String)] });
  });

  it('is given up by who asks again without waiting', async () => {
    const { id, payee } = await paid();
    await spend(payee, 500_00n);
    await reverse(id, { until: until() });
    expect(await reverse(id)).toEqual({ refusal: 'insufficient_funds' });
    expect(await madeOf(id)).toMatchObject({ refused: true, until: null });
  });

  it('has its turn in the order of asking, and takes no more than there is', async () => {
    const payer = await books.account({ balance: 1_000_00n });
    const payee = await books.account();
    const origins: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      origins.push((await books.pay({ payer, payee, amount: ksh(100_00n) })).id);
    }
    await spend(payee, 300_00n);
    for (const id of origins) {
      await reverse(id, { until: until() });
      await books.clock.advance(1_000);
    }
    await books.pay({ payer, payee, amount: ksh(250_00n) });
    expect((await retry()).payments).toHaveLength(2);
    const made = await Promise.all(origins.map(madeOf));
    expect(made.map((row) => row?.state ?? 'waits')).toEqual(['completed', 'completed', 'waits']);
  });

  it('is made once by many sweeps, crosswise between the same people', async () => {
    const [a, b] = [
      await books.account({ balance: 500_00n }),
      await books.account({ balance: 500_00n }),
    ];
    const origins: string[] = [];
    for (let i = 0; i < 10; i += 1) {
      const [payer, payee] = i % 2 === 0 ? ([a, b] as const) : ([b, a] as const);
      origins.push((await books.pay({ payer, payee, amount: ksh(50_00n) })).id);
    }
    const elsewhere = await books.account();
    for (const payer of [a, b]) await books.pay({ payer, payee: elsewhere, amount: ksh(500_00n) });
    for (const id of origins) await reverse(id, { until: until() });
    for (const payee of [a, b]) await books.pay({ payer: elsewhere, payee, amount: ksh(500_00n) });
    const swept = await Promise.all(Array.from({ length: 6 }, retry));
    expect(swept.flatMap(({ payments }) => payments)).toHaveLength(10);
    expect(await books.figures(a)).toMatch(/^50000\//);
  });
});

describe('what was asked for', () => {
  it('is listed, newest first, with what became of it', async () => {
    const done = await paid();
    const spent = await paid();
    await spend(spent.payee, 1n);
    await books.clock.advance(1_000);
    await reverse(done.id, { amount: ksh(100_00n) });
    await books.clock.advance(1_000);
    await reverse(spent.id);
    expect(
      (await desk.latest(2)).map((one) => [one.amount, one.originAmount, one.refusal]),
    ).toEqual([
      [ksh(500_00n), ksh(500_00n), 'insufficient_funds'],
      [ksh(100_00n), ksh(500_00n), null],
    ]);
  });
});

describe('a dispute', () => {
  const care = () => disputes(books.desk);

  async function disputed(request: PaymentRequest): Promise<bigint> {
    const [row] = await books.rows('select number from tuma.payments where id = $1', [request.id]);
    const number = BigInt(String(row?.number));
    const { payer: account } = request;
    await disputes(books.sql).open(
      { account, numbers: [number], reason: 'wrong_recipient' },
      now(),
    );
    return number;
  }

  const open = async (number: bigint) =>
    (await care().listOpen(1_000)).filter((one) => one.number === number);

  it('is listed until its payment is reversed', async () => {
    const request = await paid();
    const number = await disputed(request);
    expect(await open(number)).toMatchObject([
      { reason: 'wrong_recipient', amount: 500_00n, byName: 'Jane Wanjiku', outcome: null },
    ]);
    await reverse(request.id);
    expect(await open(number)).toEqual([]);
    expect(
      await books.rows('select closed_by, outcome from tuma.disputes where payment_id = $1', [
        request.id,
      ]),
    ).toEqual([{ closed_by: 'ann', outcome: 'reversed' }]);
  });

  it('stays open while its reversal waits', async () => {
    const request = await paid();
    const number = await disputed(request);
    await spend(request.payee, 1n);
    await reverse(request.id, { until: now() + hour });
    expect(await open(number)).toHaveLength(1);
  });

  it('is closed without a reversal, once, and opened again by who reports it again', async () => {
    const request = await paid();
    const number = await disputed(request);
    const end = { by: 'bob', outcome: 'the number was right' };
    expect(await care().close(request.id, end, now())).toBe(1);
    expect(await care().close(request.id, { by: 'ann', outcome: 'again' }, now())).toBe(0);
    expect(await open(number)).toEqual([]);
    await disputed(request);
    expect(await open(number)).toMatchObject([{ outcome: 'the number was right' }]);
  });
});
