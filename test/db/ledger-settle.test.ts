import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentRequest } from '../../core/payment.ts';
import { paymentRules } from '../../core/payment-rules.ts';
import { Books, funding } from '../support/books.ts';
import { completed, ksh, newId, payment, released } from '../support/payments.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
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
    const { id, payer, payee } = await reserved(5_000_00n);
    const fees = Number(await balanceOf('1'));
    expect(await books.ledger.settle(id, completed)).toEqual({
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

  it('writes the fact with its evidence, rings once, and owes both parties a receipt', async () => {
    const { id } = await reserved(5_000_00n);
    await books.ledger.settle(id, completed);
    expect(await books.facts(id)).toEqual({
      events: ['payment.reserved', 'payment.completed'],
      outbox: 1,
      receipts: ['payer', 'payee'],
    });
    const [row] = await books.rows(
      'select data from tuma.events where payment_id = $1 and seq = 2',
      [id],
    );
    expect(row?.data).toEqual(completed.evidence);
  });

  it('has no leg for a fee of nothing', async () => {
    const { id, payer, payee } = await reserved(1_00n, { fee: ksh(0n) });
    await books.ledger.settle(id, completed);
    expect(await books.entries(id)).toEqual([`${payer} -100 2499900`, `${payee} 100 100`]);
  });

  it('takes the fee to the account of the caller’s stripe', async () => {
    const before = [await balanceOf('8'), await balanceOf('64')].map(BigInt);
    for (const stripe of [7, 63]) {
      await books.another(stripe).settle((await reserved(5_000_00n)).id, completed);
    }
    const after = [await balanceOf('8'), await balanceOf('64')].map(BigInt);
    expect(after).toEqual(before.map((balance) => balance + 15_00n));
  });

  it.each<[string, Partial<PaymentRequest>, string[]]>([
    ['for airtime: the payer', { type: 'airtime' }, ['payer']],
    ['to a merchant: both', { type: 'buy_goods' }, ['payer', 'payee']],
    ['of the house: nobody', { type: 'funding', channel: 'system', payer: funding }, []],
    ['by the app: both', { channel: 'app' }, ['payer', 'payee']],
  ])('is told, %s', async (_, wanted, receipts) => {
    const { id, type, payee } = await reserved(1_00n, wanted);
    await books.rows('update tuma.accounts set kind = $2 where id = $1', [
      ...[payee, paymentRules[type].payee],
    ]);
    await books.ledger.settle(id, completed);
    expect(await books.facts(id)).toMatchObject({ receipts });
  });

  it('to a frozen account is allowed: what is frozen can receive', async () => {
    const payee = await books.account({ status: 'frozen' });
    const { id } = await reserved(1_00n, { payee });
    await books.ledger.settle(id, completed);
    expect(await books.figures(payee)).toBe('100/0/0');
  });
});

describe('several payments in one batch', () => {
  it('to one payee leave the balances that one after the other would', async () => {
    const payee = await books.account();
    const requests = await inIdOrder([10_00n, 20_00n, 30_00n], { payee, fee: ksh(0n) });
    await Promise.all(requests.map(({ id }) => books.ledger.settle(id, completed)));
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
    const ends = await Promise.all(both.map(({ id }) => books.ledger.settle(id, completed)));
    const first = both[0] === there ? [70_00n, 80_00n] : [50_00n, 120_00n];
    expect(ends.map(({ payerBalance }) => payerBalance)).toEqual(first);
    expect([await balanceOf(a), await balanceOf(b)]).toEqual(['12000', '8000']);
  });

  it('may complete and release side by side', async () => {
    const payee = await books.account();
    const requests = await inIdOrder([10_00n, 20_00n, 40_00n], { payee });
    const ends = await Promise.all(
      requests.map(({ id }, i) => books.ledger.settle(id, i === 1 ? released() : completed)),
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
    const { id, payer, payee } = await reserved(5_000_00n);
    expect(await books.ledger.settle(id, released('fraud_declined', 'rejected'))).toEqual({
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
      outbox: 1,
      receipts: ['payer'],
    });
  });
});

describe('the end of a payment', () => {
  it.each([
    ['completed', completed, released()],
    ['released', released(), completed],
  ])('that is %s stays so, and is told to whoever asks for another', async (_, first, second) => {
    const { id } = await reserved(5_000_00n);
    const end = await books.ledger.settle(id, first);
    await books.clock.advance(60_000);
    const before = await books.everything();
    expect(await books.ledger.settle(id, second)).toEqual(end);
    expect(await books.ledger.settle(id, first)).toEqual(end);
    expect(await books.everything()).toBe(before);
  });

  it('is one, however many callers race to complete and to release it', async () => {
    const requests = await Promise.all(Array.from({ length: 10 }, () => reserved(1_00n)));
    const callers = Array.from({ length: 6 }, (_, stripe) => books.another(stripe));
    for (const { id } of requests) {
      const ends = await Promise.all(
        callers.map((ledger, i) => ledger.settle(id, i % 2 === 0 ? completed : released())),
      );
      for (const end of ends) expect(end).toEqual(ends[0]);
      const { receipts } = (await books.facts(id)) ?? {};
      expect(receipts).toHaveLength(ends[0]?.state === 'completed' ? 2 : 1);
    }
  });

  it('cannot be asked of a payment that was never reserved, whoever shares its statement', async () => {
    const { id } = await reserved(1_00n);
    const [unknown, known] = await Promise.allSettled([
      books.ledger.settle(newId(), completed),
      books.ledger.settle(id, completed),
    ]);
    expect(unknown).toMatchObject({ status: 'rejected', reason: { name: 'Error' } });
    expect(known).toMatchObject({ status: 'fulfilled', value: { state: 'completed' } });
  });

  it('counts a completed payment, and no other, in what fraud rules know of the payer', async () => {
    const { id, payer, ...rest } = await reserved(100_00n);
    await books.ledger.settle(id, completed);
    const second = { ...rest, payer, id: newId(), amount: ksh(50_00n) };
    await books.ledger.reserve(second);
    await books.ledger.settle(second, released());
    const [profile] = await books.rows('select * from tuma.profiles where account_id = $1', [
      payer,
    ]);
    expect(profile).toMatchObject({ payments: 1, amount_sum: 100_00, amount_squares: 100_00 ** 2 });
  });
});

/** Reserved payments of new payers, in the order of their ids. */
async function inIdOrder(amounts: bigint[], wanted: Partial<PaymentRequest>) {
  const ids = amounts.map(() => newId()).toSorted();
  return Promise.all(amounts.map((amount, i) => reserved(amount, { ...wanted, id: ids[i] ?? '' })));
}

async function balanceOf(account: string): Promise<string> {
  return (await books.figures(account)).split('/')[0] ?? '';
}
