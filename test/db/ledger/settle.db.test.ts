import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { descriptors } from '../../../core/payments/types.ts';
import type { Refusal } from '../../../core/refusal.ts';
import { Books, funding } from '../../support/books/books.ts';
import {
  completed,
  evidence,
  ksh,
  newId,
  payment,
  released,
} from '../../support/books/payments.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
  await books.tier({ balanceCap: 100_00n });
});
afterAll(() => books.close());
afterEach(async () => {
  expect(await books.audit()).toEqual([]);
});

async function reserved(
  amount: bigint,
  wanted: Partial<PaymentRequest> = {},
): Promise<PaymentRequest> {
  const request = await books.request(amount, { balance: 25_000_00n }, wanted);
  expect(await books.ledger.reserve(request)).toEqual({ state: 'reserved' });
  return request;
}

describe('completing a reservation', () => {
  it('moves the money in entries that sum to zero: −5,015 +5,000 +15', async () => {
    const request = await reserved(5_000_00n);
    const { id, payer, payee } = request;
    const fees = Number(await balanceOf('1'));
    expect(await books.ledger.settle(request, completed)).toEqual({
      state: 'completed',
      number: expect.any(BigInt),
      endedAt: books.clock.now(),
      payerBalance: 19_985_00n,
    });
    expect(await books.entries(id)).toEqual([
      `1 1500 ${fees + 15_00}`,
      `${payer} -501500 1998500`,
      `${payee} 500000 500000`,
    ]);
    expect(await books.figures(payer)).toBe('1998500/0/500000');
    expect(await books.figures(payee)).toBe('500000/0/0');
  });

  it('keeps what the checks found, and leaves the telling of both parties to a timer', async () => {
    const request = await reserved(5_000_00n);
    await books.ledger.settle(request, completed);
    expect(await books.facts(request.id)).toEqual({
      events: ['payment.reserved', 'payment.completed'],
      timers: 1,
      receipts: [],
    });
    expect(await found(request)).toEqual({
      ...{ fraud_score: 0, fraud_model: 'rules 1', checks_ms: 1, evidence: null },
    });
    expect(await books.tells(request.id)).toEqual(['payee', 'payer']);
  });

  it('takes the fee of a till out of what arrives: −5,000 +4,985 +15', async () => {
    const payee = await books.account({ kind: 'till', tier: null });
    const request = await reserved(5_000_00n, { type: 'buy_goods', payee });
    const { id, payer } = request;
    expect(await books.figures(payer)).toBe('2500000/500000/500000');
    const fees = Number(await balanceOf('1'));
    expect(await books.ledger.settle(request, completed)).toMatchObject({
      ...{ state: 'completed', payerBalance: 20_000_00n },
    });
    expect(await books.entries(id)).toEqual([
      `1 1500 ${fees + 15_00}`,
      `${payee} 498500 498500`,
      `${payer} -500000 2000000`,
    ]);
  });

  it('has no leg for a fee of nothing', async () => {
    const request = await reserved(1_00n, { fee: ksh(0n) });
    const { id, payer, payee } = request;
    await books.ledger.settle(request, completed);
    expect(await books.entries(id)).toEqual([`${payer} -100 2499900`, `${payee} 100 100`]);
  });

  it('takes the fee to the account of the caller’s stripe', async () => {
    const before = [await balanceOf('8'), await balanceOf('64')].map(BigInt);
    for (const stripe of [7, 63]) {
      await books.another(stripe).settle(await reserved(5_000_00n), completed);
    }
    const after = [await balanceOf('8'), await balanceOf('64')].map(BigInt);
    expect(after).toEqual(before.map((balance) => balance + 15_00n));
  });

  it.each<[string, Partial<PaymentRequest>, string[]]>([
    ['for airtime: the payer', { type: 'airtime' }, ['payer']],
    ['to a merchant: both', { type: 'buy_goods' }, ['payee', 'payer']],
    ['of the house: nobody', { type: 'funding', channel: 'system', payer: funding }, []],
    ['by the app: both', { channel: 'app' }, ['payee', 'payer']],
  ])('is told, %s', async (_, wanted, told) => {
    const request = await reserved(100_00n, wanted);
    await books.rows('update tuma.accounts set kind = $2 where id = $1', [
      ...[request.payee, descriptors[request.type].payees[0]],
    ]);
    await books.ledger.settle(request, completed);
    expect(await books.tells(request.id)).toEqual(told);
  });

  it.each(['till', 'agent', 'biller'] as const)(
    'to a frozen %s moves nothing: nobody pays for what they may not get',
    async (kind) => {
      const payee = await books.account({ tier: null });
      await books.rows(`update tuma.accounts set status = 'frozen', kind = $2 where id = $1`, [
        ...[payee, kind],
      ]);
      const type = ({ till: 'buy_goods', agent: 'cash_out', biller: 'pay_bill' } as const)[kind];
      const request = await reserved(100_00n, { type, payee });
      expect(await books.ledger.settle(request, completed)).toMatchObject({
        ...{ state: 'rejected', refusal: 'recipient_unavailable' },
      });
      expect(await books.figures(payee)).toBe('0/0/0');
      expect(await books.figures(request.payer)).toBe('2500000/0/0');
    },
  );

  it('to a frozen wallet is allowed: its owner may have frozen it', async () => {
    const payee = await books.account({ status: 'frozen' });
    await books.ledger.settle(await reserved(1_00n, { payee }), completed);
    expect(await books.figures(payee)).toBe('100/0/0');
  });
});

describe('several payments in one batch', () => {
  it('to one payee leave the balances that one after the other would', async () => {
    const payee = await books.account();
    const requests = await inIdOrder([10_00n, 20_00n, 30_00n], { payee, fee: ksh(0n) });
    await Promise.all(requests.map((request) => books.ledger.settle(request, completed)));
    const balances = await books.rows(
      'select balance from tuma.entries where account_id = $1 order by payment_id',
      [payee],
    );
    expect(balances.map(({ balance }) => balance)).toEqual(['1000', '3000', '6000']);
    expect(await books.figures(payee)).toBe('6000/0/0');
  });

  it('of opposing payers each print the balance that they left', async () => {
    const [a, b] = [
      await books.account({ balance: 100_00n }),
      await books.account({ balance: 100_00n }),
    ];
    const there = payment({ payer: a, payee: b, amount: ksh(30_00n), fee: ksh(0n) });
    const back = payment({ payer: b, payee: a, amount: ksh(50_00n), fee: ksh(0n) });
    const both = [there, back].toSorted((one, other) => (one.id < other.id ? -1 : 1));
    await Promise.all(both.map((request) => books.ledger.reserve(request)));
    const ends = await Promise.all(both.map((request) => books.ledger.settle(request, completed)));
    const first = both[0] === there ? [70_00n, 80_00n] : [50_00n, 120_00n];
    expect(ends.map(({ payerBalance }) => payerBalance)).toEqual(first);
    expect([await balanceOf(a), await balanceOf(b)]).toEqual(['12000', '8000']);
  });

  it('make room below a payee’s cap by what it pays itself, in their order', async () => {
    const capped = await books.account({ balance: 100_00n, tier: 3 });
    const [first, second] = [newId(), newId()].toSorted();
    const out = { payer: capped, payee: await books.account(), fee: ksh(0n) };
    const [leaves, arrives] = [
      payment({ ...out, id: first ?? '', amount: ksh(30_00n) }),
      await books.request(30_00n, undefined, { id: second ?? '', payee: capped }),
    ];
    const both = [leaves, arrives];
    await Promise.all(both.map((request) => books.ledger.reserve(request)));
    const ends = await Promise.all(both.map((request) => books.ledger.settle(request, completed)));
    expect(ends.map(({ state }) => state)).toEqual(['completed', 'completed']);
    expect(await books.figures(capped)).toBe('10000/0/3000');
  });

  it('may complete and release side by side', async () => {
    const payee = await books.account();
    const requests = await inIdOrder([10_00n, 20_00n, 40_00n], { payee });
    const ends = await Promise.all(
      requests.map((request, i) => books.ledger.settle(request, i === 1 ? released() : completed)),
    );
    expect(ends.map(({ state }) => state)).toEqual(['completed', 'failed', 'completed']);
    expect(await books.figures(payee)).toBe('5000/0/0');
  });

  it('print each party its own balance, whoever is released beside it', async () => {
    const [one, payer, other] = [
      await books.account({ balance: 11_00n }),
      await books.account({ balance: 50_00n }),
      await books.account({ balance: 77_00n }),
    ];
    const payee = await books.account({ balance: 3_00n });
    const requests = [one, payer, other].map((from) =>
      payment({ payer: from, payee, amount: ksh(10_00n), fee: ksh(1_00n) }),
    );
    await Promise.all(requests.map((request) => books.ledger.reserve(request)));
    const ends = await Promise.all(
      requests.map((request) =>
        books.ledger.settle(request, request.payer === payer ? completed : released()),
      ),
    );
    expect(ends.map(({ payerBalance }) => payerBalance)).toEqual([undefined, 39_00n, undefined]);
    const entries = await books.entries(requests[1]?.id ?? '');
    expect(entries.slice(1)).toEqual([`${payer} -1100 3900`, `${payee} 1000 1300`]);
  });
});

describe('releasing a reservation', () => {
  it('gives the hold back, writes no entry, and tells the payer alone', async () => {
    const request = await reserved(5_000_00n);
    const { id, payer, payee } = request;
    const declined = released('fraud_declined', 'rejected');
    expect(await books.ledger.settle(request, declined)).toEqual({
      state: 'rejected',
      refusal: 'fraud_declined',
      number: expect.any(BigInt),
      endedAt: books.clock.now(),
    });
    expect(await books.entries(id)).toEqual([]);
    expect(await books.figures(payer)).toBe('2500000/0/0');
    expect(await books.figures(payee)).toBe('0/0/0');
    expect(await books.facts(id)).toEqual({
      events: ['payment.reserved', 'payment.rejected'],
      timers: 1,
      receipts: [],
    });
    expect(await found(request)).toMatchObject({ evidence });
    expect(await books.tells(id)).toEqual(['payer']);
  });
});

describe('the end of a payment', () => {
  it.each([
    ['completed', completed, released()],
    ['released', released(), completed],
  ])('that is %s stays so, and is told to whoever asks for another', async (_, first, second) => {
    const request = await reserved(5_000_00n);
    const end = await books.ledger.settle(request, first);
    await books.clock.advance(60_000);
    const before = await books.everything();
    expect(await books.ledger.settle(request, second)).toEqual(end);
    expect(await books.ledger.settle(request, first)).toEqual(end);
    expect(await books.everything()).toBe(before);
  });

  it('is one, however many callers race to complete and to release it', async () => {
    const requests = await Promise.all(Array.from({ length: 10 }, () => reserved(1_00n)));
    const callers = Array.from({ length: 6 }, (_, stripe) => books.another(stripe));
    for (const request of requests) {
      const ends = await Promise.all(
        callers.map((ledger, i) => ledger.settle(request, i % 2 === 0 ? completed : released())),
      );
      for (const end of ends) expect(end).toEqual(ends[0]);
      const told = await books.tells(request.id);
      expect(told).toHaveLength(ends[0]?.state === 'completed' ? 2 : 1);
    }
  });

  it('cannot be asked of a payment that was never reserved, whoever shares its statement', async () => {
    const request = await reserved(1_00n);
    const [unknown, known] = await Promise.allSettled([
      books.ledger.settle({ ...request, id: newId() }, completed),
      books.ledger.settle(request, completed),
    ]);
    expect(unknown).toMatchObject({ status: 'rejected', reason: { name: 'Error' } });
    expect(known).toMatchObject({ status: 'fulfilled', value: { state: 'completed' } });
  });

  it('counts a completed payment, and no other, in what fraud rules know of the payer', async () => {
    const request = await reserved(100_00n);
    await books.ledger.settle(request, completed);
    const second = { ...request, id: newId(), amount: ksh(50_00n) };
    await books.ledger.reserve(second);
    await books.ledger.settle(second, released());
    const [profile] = await books.rows(
      'select payments, amount_median, in_minute, recent_payees from tuma.accounts where id = $1',
      [request.payer],
    );
    expect(profile).toEqual({
      ...{ payments: 1, amount_median: expect.closeTo(Math.log2(100_00), 4), in_minute: 1 },
      recent_payees: [request.payee],
    });
  });
});

describe('a payee that may not be paid', () => {
  it.each<[string, string, Refusal]>([
    ['is closed by now', `status = 'closed'`, 'recipient_unavailable'],
    ['is in another currency', `currency = 'TZS'`, 'currency_mismatch'],
    ['is of another kind', `kind = 'agent'`, 'recipient_not_found'],
    ['has no room', `tier = 3`, 'recipient_limit_exceeded'],
  ])(
    '%s: the completion becomes a rejection, and the money is the payer’s',
    async (_, so, refusal) => {
      const request = await reserved(100_01n);
      await books.rows(`update tuma.accounts set ${so} where id = $1`, [request.payee]);
      const end = await books.ledger.settle(request, completed);
      expect(end).toMatchObject({ state: 'rejected', refusal });
      expect(await books.figures(request.payer)).toBe('2500000/0/0');
      expect(await books.figures(request.payee)).toBe('0/0/0');
      expect(await books.tells(request.id)).toEqual(['payer']);
      expect(await books.ledger.settle(request, completed)).toEqual(end);
    },
  );

  it('is not there: the completion becomes a rejection', async () => {
    const request = await reserved(1_00n, { payee: '999999' });
    const end = await books.ledger.settle(request, completed);
    expect(end).toMatchObject({ state: 'rejected', refusal: 'recipient_not_found' });
    expect(await books.figures(request.payer)).toBe('2500000/0/0');
  });
});

describe('duty in a fee', () => {
  it('goes to its own account, and the rest of the fee to the house', async () => {
    const request = await reserved(5_000_00n, { excise: ksh(2_00n) });
    await books.ledger.settle(request, completed);
    const { id, payer, payee } = request;
    const legs = (await books.entries(id)).map((leg) => leg.split(' ').slice(0, 2).join(' '));
    expect(legs).toEqual(['1 1300', '201 200', `${payer} -501500`, `${payee} 500000`]);
  });

  it('may be all of it', async () => {
    const request = await reserved(5_000_00n, { excise: ksh(15_00n) });
    await books.ledger.settle(request, completed);
    expect(await books.entries(request.id)).toHaveLength(3);
  });
});

async function found({ id }: PaymentRequest) {
  const [row] = await books.rows(
    'select fraud_score, fraud_model, checks_ms, evidence from tuma.payments where id = $1',
    [id],
  );
  return row;
}

/** Reserved payments of new payers, in the order of their ids. */
async function inIdOrder(amounts: bigint[], wanted: Partial<PaymentRequest>) {
  const ids = amounts.map(() => newId()).toSorted();
  return Promise.all(amounts.map((amount, i) => reserved(amount, { ...wanted, id: ids[i] ?? '' })));
}

async function balanceOf(account: string): Promise<string> {
  return (await books.figures(account)).split('/')[0] ?? '';
}
