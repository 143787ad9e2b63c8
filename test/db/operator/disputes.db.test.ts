import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../core/account.ts';
import { reference } from '../../../core/ids.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { noticeText } from '../../../core/receipts/notices.ts';
import { receipts } from '../../../db/delivery/receipts.ts';
import { disputes, type NewDispute } from '../../../db/operator/disputes.ts';
import { Books, house } from '../../support/books/books.ts';
import { ksh, newId, payment, released } from '../../support/books/payments.ts';

let books: Books;
let care: ReturnType<typeof disputes>;
beforeAll(async () => {
  books = await Books.open();
  care = disputes(books.sql);
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

const now = () => books.clock.now();

interface Paid extends PaymentRequest {
  readonly number: bigint;
}

/** 100.00 from somebody with 1,000.00 to somebody else. */
async function paid(wanted: Partial<PaymentRequest> = {}): Promise<Paid> {
  const payer = await books.account({ balance: 1_000_00n });
  const payee = await books.account();
  return numbered(await books.pay({ payer, payee, amount: ksh(100_00n), ...wanted }));
}

async function numbered(request: PaymentRequest): Promise<Paid> {
  const [row] = await books.rows('select number from tuma.payments where id = $1', [request.id]);
  return { ...request, number: BigInt(String(row?.number)) };
}

function complain(account: AccountId, numbers: bigint[], over: Partial<NewDispute> = {}) {
  return care.open({ account, numbers, reason: 'wrong_recipient', ...over }, now());
}

async function opened(id: string): Promise<unknown[]> {
  return books.rows(
    `select account_id, reason, opened_at from tuma.disputes where payment_id = $1 order by 1`,
    [id],
  );
}

/** What an account's customer is to be told of reports, oldest first. */
async function told(account: AccountId): Promise<unknown[]> {
  return books.rows(
    `select n.id, n.kind, n.payment_number, r.party, r.state
       from tuma.notices n
       join tuma.customers c on c.msisdn = n.msisdn
       left join tuma.receipts r on r.about = n.id
      where c.account_id = $1 order by n.at, n.kind`,
    [account],
  );
}

describe('a dispute', () => {
  it('is opened of a payment by either of its parties', async () => {
    const { id, payer, payee, number } = await paid();
    expect(await complain(payer, [number])).toBe(number);
    expect(await complain(payee, [number], { reason: 'other' })).toBe(number);
    const opened_at = new Date(now());
    expect(await opened(id)).toEqual([
      { account_id: payer, reason: 'wrong_recipient', opened_at },
      { account_id: payee, reason: 'other', opened_at },
    ]);
  });

  it('is opened once: again, or many times at once, changes nothing', async () => {
    const { id, payer, number } = await paid();
    await Promise.all(Array.from({ length: 8 }, () => complain(payer, [number])));
    expect(await opened(id)).toHaveLength(1);
    const before = await books.everything();
    await books.clock.advance(1_000);
    expect(await complain(payer, [number], { reason: 'other' })).toBe(number);
    expect(await books.everything()).toBe(before);
  });

  it('is not opened by somebody else, nor of a payment that is not there', async () => {
    const { number } = await paid();
    const other = await paid();
    const before = await books.everything();
    expect(await complain(other.payer, [number])).toBeUndefined();
    expect(await complain(other.payer, [number + 1_000_000n, 0n, 36n ** 10n - 1n])).toBeUndefined();
    expect(await complain(other.payer, [])).toBeUndefined();
    expect(await complain('999999', [number])).toBeUndefined();
    expect(await complain(house.unclaimed, [number])).toBeUndefined();
    expect(await books.everything()).toBe(before);
  });

  it('is of the first payment that is one, where several are named', async () => {
    const one = await paid();
    const two = await paid({ payer: one.payer });
    const strangers = await paid();
    const named = [strangers.number, two.number, one.number];
    expect(await complain(one.payer, named)).toBe(two.number);
    expect([await opened(one.id), await opened(two.id)]).toEqual([[], [expect.anything()]]);
  });

  it('is not opened of what moved no money', async () => {
    const refused = payment({
      payer: await books.account({ balance: 1_000_00n }),
      payee: await books.account(),
      requestedAt: now(),
    });
    await books.ledger.voidPayment(refused, released('timeout'));
    const { payer, number } = await numbered(refused);
    expect(await complain(payer, [number])).toBeUndefined();
  });

  it('is opened of the last hundred payments of an account, and of none before', async () => {
    const first = await paid();
    const { payer, payee } = first;
    const another = async () => {
      await books.clock.advance(1);
      return books.pay({ payer, payee, amount: ksh(1_00n) });
    };
    const second = await numbered(await another());
    for (let i = 0; i < 98; i += 1) await another();
    expect(await complain(payee, [first.number])).toBe(first.number);
    await another();
    expect(await complain(payee, [first.number])).toBeUndefined();
    expect(await complain(payee, [second.number])).toBe(second.number);
  });
});

describe('the end of disputes', () => {
  const end = { by: 'ann', outcome: 'he lied to her' };
  const close = (payment: string, message?: string) =>
    disputes(books.desk).close(payment, { ...end, message }, now());

  it('is told to each who reported, once, and the note stays with the operator', async () => {
    const { id, payer, payee, number } = await paid();
    await complain(payer, [number]);
    await complain(payee, [number]);
    expect(await close(id)).toBe(2);
    expect(await close(id)).toBe(0);
    for (const reporter of [payer, payee]) {
      const [notice, ...others] = (await told(reporter)) as { id: string }[];
      expect(others).toEqual([]);
      const about = { kind: 'dispute_closed', payment_number: String(number) };
      expect(notice).toMatchObject({ ...about, party: 'subscriber', state: 'intended' });
      const words = await wordsOf(notice?.id ?? '');
      expect(words).toContain(`Your report on ${reference(number)} was looked into and is closed.`);
      expect(words).not.toContain(end.outcome);
    }
  });

  it('is told with a message where the operator wrote one', async () => {
    const { id, payer, number } = await paid();
    await complain(payer, [number]);
    await close(id, 'the shop gives you the goods');
    const [notice] = (await told(payer)) as { id: string }[];
    expect(await wordsOf(notice?.id ?? '')).toBe(
      `Your report on ${reference(number)} is closed: the shop gives you the goods.`,
    );
  });

  async function wordsOf(notice: string): Promise<string> {
    const store = receipts(books.sql, kenya);
    const [claimed] = await store.claimNotices([notice], newId(0), now());
    if (!claimed) throw new Error('the notice is not due');
    return noticeText(claimed, kenya);
  }
});

describe('a report by SMS', () => {
  it('is answered by one notice about the payment, whatever comes again', async () => {
    const { payer, payee, number } = await paid();
    const notice = newId(0);
    await Promise.all(
      Array.from({ length: 8 }, () => complain(payer, [number], { notice, reason: 'other' })),
    );
    const answer = { kind: 'dispute_opened', payment_number: String(number) };
    const intended = { party: 'subscriber', state: 'intended' };
    expect(await told(payer)).toEqual([{ id: notice, ...answer, ...intended }]);
    expect(await told(payee)).toEqual([]);

    const before = await books.everything();
    expect(await complain(payer, [number], { notice })).toBe(number);
    expect(await books.everything()).toBe(before);
  });

  it('on no payment of the sender’s is answered so, and opens nothing', async () => {
    const { id, number } = await paid();
    const sender = await books.account();
    const notice = newId(0);
    expect(await complain(sender, [number], { notice })).toBeUndefined();
    expect(await opened(id)).toEqual([]);
    const answer = { kind: 'dispute_unknown', payment_number: null };
    expect(await told(sender)).toMatchObject([{ id: notice, ...answer, state: 'intended' }]);
  });

  it('by an account that is nobody’s is not answered', async () => {
    const before = await books.everything();
    expect(await complain(house.unclaimed, [1n], { notice: newId(0) })).toBeUndefined();
    expect(await books.everything()).toBe(before);
  });

  it('that opens nothing is answered five times an hour, also when all come at once', async () => {
    const sender = await books.account();
    const unknown = () => complain(sender, [], { notice: newId(0) });
    await Promise.all(Array.from({ length: 12 }, unknown));
    expect(await told(sender)).toHaveLength(5);

    await books.clock.advance(59 * 60_000);
    await unknown();
    expect(await told(sender)).toHaveLength(5);
    await books.clock.advance(60_000);
    await unknown();
    expect(await told(sender)).toHaveLength(6);
  });

  it('on the same payment, in message after message, is answered five times an hour', async () => {
    const { payer, number } = await paid();
    for (let i = 0; i < 8; i += 1) await complain(payer, [number], { notice: newId(0) });
    expect(await told(payer)).toHaveLength(5);
  });

  it('that opens a dispute is answered always, and another’s reports do not count', async () => {
    const { payer, payee, number } = await paid();
    for (let i = 0; i < 8; i += 1) await complain(payer, [], { notice: newId(0) });
    expect(await told(payer)).toHaveLength(5);
    await complain(payer, [number], { notice: newId(0) });
    expect((await told(payer)).filter((one) => isOpened(one))).toHaveLength(1);
    await complain(payee, [], { notice: newId(0) });
    expect(await told(payee)).toHaveLength(1);
  });

  function isOpened(notice: unknown): boolean {
    return (notice as { kind: string }).kind === 'dispute_opened';
  }
});
