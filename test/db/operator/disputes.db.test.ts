import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../core/account.ts';
import { reference } from '../../../core/ids.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
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

  it('is opened by the payer of what was refused or failed, and not by who would have been paid', async () => {
    const request = (amount: bigint, payer: AccountId, payee: AccountId) =>
      payment({ payer, payee, amount: ksh(amount), requestedAt: now() });
    const payer = await books.account({ balance: 1_000_00n });
    const payee = await books.account();
    const unseen = request(100_00n, payer, payee);
    const poor = request(9_000_00n, payer, payee);
    const declined = request(100_00n, payer, payee);
    await books.ledger.voidPayment(unseen, released('timeout'));
    await books.ledger.reserve(poor);
    await books.ledger.reserve(declined);
    await books.ledger.settle(declined, released('fraud_declined', 'rejected'));
    for (const { id, number } of await Promise.all([unseen, poor, declined].map(numbered))) {
      expect(await complain(payee, [number])).toBeUndefined();
      expect(await complain(payer, [number])).toBe(number);
      expect(await opened(id)).toMatchObject([{ account_id: payer }]);
    }
  });

  it('is not opened of what has not ended, because nobody was told its number', async () => {
    const { payer, payee } = await paid();
    const open = payment({ payer, payee, amount: ksh(1_00n), fee: ksh(0n), requestedAt: now() });
    await books.ledger.reserve(open);
    expect(await complain(payer, [(await numbered(open)).number])).toBeUndefined();
    await books.ledger.settle(open, released());
  });

  it('is opened of a payment of any age', async () => {
    const first = await paid();
    const { payer, payee } = first;
    for (let i = 0; i < 120; i += 1) await books.pay({ payer, payee, amount: ksh(1_00n) });
    expect(await complain(payee, [first.number])).toBe(first.number);
  });

  describe('of money that waited', () => {
    const aWeek = 7 * 86_400_000;

    /** 20.00 that waits for a number which nobody has. */
    async function waiting(msisdn: Msisdn): Promise<Paid> {
      const payer = await books.account({ balance: 1_000_00n });
      const to = { type: 'p2p_unregistered', payee: house.unclaimed } as const;
      return numbered(
        await books.pay({ ...to, payer, accountReference: msisdn, amount: ksh(20_00n) }),
      );
    }

    /** Registers the number; gives its account. */
    function register(msisdn: Msisdn): Promise<AccountId> {
      const person = { msisdn, givenName: 'Amina', familyName: 'Hassan', language: 'sw' } as const;
      return books.customers.open({ ...person, tier: 1, pinMac: 'c0de', isProved: true }, now());
    }

    /** Ends what is due; gives the payment that ended this one. */
    async function ended({ id }: Paid): Promise<{ id: string; number: bigint }> {
      await books.operations.resolveUnclaimed(100, now());
      const [row] = await books.rows(
        'select p.id, p.number from tuma.unclaimed u join tuma.payments p on p.id = u.ended_by where u.payment_id = $1',
        [id],
      );
      return { id: String(row?.id), number: BigInt(String(row?.number)) };
    }

    it('is opened by its sender, and by who has registered its number', async () => {
      const number = '254799000101' as Msisdn;
      const money = await waiting(number);
      const stranger = await books.account();
      expect(await complain(money.payer, [money.number])).toBe(money.number);
      const receiver = await register(number);
      expect(await complain(receiver, [money.number])).toBe(money.number);
      expect(await complain(stranger, [money.number])).toBeUndefined();
      expect(await opened(money.id)).toHaveLength(2);
      await ended(money);
    });

    it('is opened of its claim by its sender and by its receiver', async () => {
      const number = '254799000102' as Msisdn;
      const money = await waiting(number);
      const receiver = await register(number);
      const claim = await ended(money);
      const stranger = await books.account();
      expect(await complain(stranger, [claim.number])).toBeUndefined();
      expect(await complain(money.payer, [claim.number])).toBe(claim.number);
      expect(await complain(receiver, [claim.number])).toBe(claim.number);
      expect(await opened(claim.id)).toHaveLength(2);
    });

    it('is opened of its return by its sender, and by who had its number later', async () => {
      const number = '254799000103' as Msisdn;
      const money = await waiting(number);
      await books.clock.advance(aWeek);
      const back = await ended(money);
      expect(await complain(money.payer, [back.number])).toBe(back.number);
      const late = await register(number);
      expect(await complain(late, [back.number])).toBe(back.number);
      expect(await complain(late, [money.number])).toBe(money.number);
      // The dispute stays theirs when their number is another one.
      const [moved] = await books.rows(
        `select tuma.change_number($1, $2, '254799000104', null, null, $3, 'new', 'lost', 'ann', $4) what`,
        [late, number, newId(), new Date(now())],
      );
      expect(moved).toEqual({ what: 'done' });
      expect(await complain(late, [back.number])).toBe(back.number);
    });
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
