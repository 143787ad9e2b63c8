import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { type DueReceipt, receipts, type TryOutcome } from '../../../db/delivery/receipts.ts';
import { Books } from '../../support/books/books.ts';
import { completed, ksh, released } from '../../support/books/payments.ts';

const seconds = 1_000;

let books: Books;
let post: ReturnType<typeof receipts>;
beforeAll(async () => {
  books = await Books.open();
  post = receipts(books.sql, kenya);
});
afterAll(() => books.close());

/** What other tests left is no longer due. */
beforeEach(async () => {
  await books.rows(`update tuma.receipts set state = 'sent'`);
  await books.rows('delete from tuma.payment_timers');
});

const now = () => books.clock.now();
const claim = (id: string, by: string = randomUUID(), at = now()) => post.claim([id], by, at);
const due = async () => (await post.due(now(), 100)).payments;

async function sent(): Promise<PaymentRequest> {
  const request = await books.request(5_000_00n);
  await books.ledger.reserve(request);
  await books.ledger.settle(request, completed);
  return request;
}

async function named(account: string, given: string, family: string): Promise<void> {
  await books.rows(
    'update tuma.customers set given_name = $2, family_name = $3 where account_id = $1',
    [account, given, family],
  );
}

function finish(found: readonly DueReceipt[], by: string, end: TryOutcome) {
  return post.finish(
    found.map((receipt) => ({ receipt, ...end })),
    by,
  );
}

async function states(id: string): Promise<unknown[]> {
  const rows = await books.rows(
    'select state, attempts from tuma.receipts where about = $1 order by receipts.party',
    [id],
  );
  return rows.map(({ state, attempts }) => `${state} ${attempts}`);
}

describe('claiming receipts', () => {
  it('gives all that the texts need, one for each party', async () => {
    const { id, payer, payee } = await sent();
    const numbers = await books.rows(
      'select msisdn from tuma.customers where account_id in ($1, $2) order by account_id',
      [payer, payee],
    );
    const [from, to] = numbers.map(({ msisdn }) => msisdn);
    await named(payer, 'John', 'Kamau');
    await named(payee, 'Abebech', '');
    const found = await claim(id);
    const same = {
      about: id,
      type: 'p2p',
      business: undefined,
      accountReference: undefined,
      language: 'en',
      state: 'completed',
      refusal: undefined,
      number: expect.any(BigInt),
      amount: ksh(5_000_00n),
      fee: ksh(15_00n),
      endedAt: now(),
      ...{ gateway: null, unresolved: false },
    };
    expect(found.toSorted((a, b) => (a.party < b.party ? 1 : -1))).toEqual([
      {
        ...same,
        messageId: `${id}-payer-1`,
        party: 'payer',
        to: from,
        other: to,
        otherName: { given: 'Abebech', family: '' },
        balance: ksh(19_985_00n),
      },
      {
        ...same,
        messageId: `${id}-payee-1`,
        party: 'payee',
        to,
        other: from,
        otherName: { given: 'John', family: 'Kamau' },
        fee: ksh(0n),
        balance: ksh(5_000_00n),
      },
    ]);
    expect(await states(id)).toEqual(['sending 1', 'sending 1']);
  });

  it('tells each what it paid of the fee, also where that is the payee', async () => {
    const payee = await books.account({ kind: 'till' });
    const request = await books.request(5_000_00n, undefined, { type: 'buy_goods', payee });
    await books.ledger.reserve(request);
    await books.ledger.settle(request, completed);
    const found = await claim(request.id);
    expect(found.toSorted((a, b) => (a.party < b.party ? 1 : -1))).toMatchObject([
      { party: 'payer', fee: ksh(0n), balance: ksh(20_000_00n) },
      { party: 'payee', fee: ksh(15_00n), balance: ksh(4_985_00n) },
    ]);
  });

  it('of a refused payment tells the payer why, and no balance', async () => {
    const request = await books.request(5_000_00n);
    await books.ledger.voidPayment(request, released('timeout'));
    const refused = { party: 'payer', state: 'failed', refusal: 'timeout', balance: undefined };
    expect(await claim(request.id)).toMatchObject([refused]);
  });

  it('prints the balance after this payment, whatever came later', async () => {
    const first = await sent();
    await books.pay({ payer: first.payer, payee: first.payee, amount: ksh(100_00n) });
    const balances = (await claim(first.id)).map(({ balance }) => balance?.minor);
    expect(balances.toSorted()).toEqual([19_985_00n, 5_000_00n]);
  });

  it('finds nothing for another claim, and the same rows for the same one', async () => {
    const { id } = await sent();
    const by = randomUUID();
    const found = await claim(id, by);
    expect(await claim(id)).toEqual([]);
    expect(await claim(id, by)).toEqual(found);
    await books.clock.advance(30 * seconds);
    expect(await claim(id, by)).toEqual(found);
    expect(await states(id)).toEqual(['sending 1', 'sending 1']);
  });

  it('passes over what another claim is just taking, and waits for nobody', async () => {
    const { id } = await sent();
    await claim(id);
    await books.clock.advance(30 * seconds);
    await books.rows('begin');
    await books.rows(`select from tuma.receipts where about = $1 and party = 'payee' for update`, [
      id,
    ]);
    expect((await claim(id)).map(({ party }) => party)).toEqual(['payer']);
    await books.rows('rollback');
    expect((await claim(id)).map(({ party }) => party)).toEqual(['payee']);
  });

  it('by many at once gives each receipt to one of them', async () => {
    const { id } = await sent();
    const found = await Promise.all(Array.from({ length: 8 }, () => claim(id)));
    const parties = found.flat().map(({ party }) => party);
    expect(parties.toSorted()).toEqual(['payee', 'payer']);
  });

  it('finds nothing of what was sent or given up', async () => {
    const [one, other] = [await sent(), await sent()];
    const by = randomUUID();
    await finish(await claim(one.id, by), by, { outcome: 'sent', messageId: 'ATXid_1' });
    await finish(await claim(other.id, by), by, { outcome: 'failed' });
    expect([await states(one.id), await states(other.id)]).toEqual([
      ['sent 1', 'sent 1'],
      ['failed 1', 'failed 1'],
    ]);
    await books.clock.advance(24 * 3_600 * seconds);
    expect(await claim(one.id)).toEqual([]);
    expect(await claim(one.id, by)).toEqual([]);
    expect(await claim(other.id)).toEqual([]);
    expect(await due()).toEqual([]);
  });

  it('keeps the gateway’s id of the message', async () => {
    const { id } = await sent();
    const by = randomUUID();
    await finish(await claim(id, by), by, { outcome: 'sent', messageId: 'ATXid_7' });
    const rows = await books.rows('select message_id from tuma.receipts where about = $1', [id]);
    expect(rows).toEqual([{ message_id: 'ATXid_7' }, { message_id: 'ATXid_7' }]);
  });
});

describe('a try without a good answer', () => {
  it('is made again 30 s later, then after twice as long each time, eight times in all', async () => {
    const { id } = await sent();
    let pause = 30 * seconds;
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      const by = randomUUID();
      const found = await claim(id, by);
      expect(found).toHaveLength(2);
      expect(await states(id)).toEqual([`sending ${attempt}`, `sending ${attempt}`]);
      await finish(found, by, { outcome: 'unknown' });
      await books.clock.advance(pause - 1);
      expect(await claim(id)).toEqual([]);
      expect(await due()).toEqual([]);
      await books.clock.advance(1);
      if (attempt < 8) expect(await due()).toEqual([id]);
      pause *= 2;
    }
    expect(await claim(id)).toEqual([]);
    expect(await due()).toEqual([]);
    expect(await states(id)).toEqual(['failed 8', 'failed 8']);
  });

  it('may also be one whose outcome nobody wrote down', async () => {
    const { id } = await sent();
    await claim(id);
    await books.clock.advance(30 * seconds);
    expect(await due()).toEqual([id]);
    expect(await claim(id)).toHaveLength(2);
  });

  it('of one party does not repeat what the other got', async () => {
    const { id } = await sent();
    const by = randomUUID();
    const found = await claim(id, by);
    const [payer, payee] = ['payer', 'payee'].map((party) =>
      found.filter((r) => r.party === party),
    );
    await finish(payer ?? [], by, { outcome: 'sent', messageId: 'ATXid_2' });
    await finish(payee ?? [], by, { outcome: 'unknown' });
    await books.clock.advance(30 * seconds);
    expect((await claim(id)).map(({ party }) => party)).toEqual(['payee']);
  });

  it('cannot be finished by a claim that has lost it', async () => {
    const { id } = await sent();
    const slow = randomUUID();
    const found = await claim(id, slow);
    await books.clock.advance(30 * seconds);
    await claim(id);
    await finish(found, slow, { outcome: 'failed' });
    expect(await states(id)).toEqual(['sending 2', 'sending 2']);
  });
});

describe('the gateway of a try', () => {
  /** A payer's receipt that is tried with a first gateway. The payee's is out of the way. */
  async function first() {
    const { id } = await sent();
    const by = randomUUID();
    const found = await post.claim([id], by, now(), 'first');
    await finish(
      found.filter(({ party }) => party === 'payee'),
      by,
      { outcome: 'failed' },
    );
    return { id, by, found: found.filter(({ party }) => party === 'payer') };
  }

  async function again(id: string, gateway: string) {
    await books.clock.advance(3_600 * seconds);
    const [receipt] = await post.claim([id], randomUUID(), now(), gateway);
    return receipt;
  }

  it('is written down with the claim, and so is the name of its message', async () => {
    const { id, found } = await first();
    const asked = { gateway: 'first', messageId: `${id}-payer-1`, unresolved: false };
    expect(found).toMatchObject([asked]);
    const rows = await books.rows(
      `select gateway, message_id from tuma.receipts where about = $1 and party = 'payer'`,
      [id],
    );
    expect(rows).toEqual([{ gateway: 'first', message_id: `${id}-payer-1` }]);
  });

  it('stays while nobody knows what became of it, whatever is preferred by then', async () => {
    const { id, by, found } = await first();
    await finish(found, by, { outcome: 'unknown' });
    const unresolved = { gateway: 'first', messageId: `${id}-payer-1`, unresolved: true };
    expect(await again(id, 'second')).toMatchObject(unresolved);
    expect(await again(id, 'second'), 'nor was that answer written down').toMatchObject(unresolved);
  });

  it('is free once it is certain that nobody took the message', async () => {
    const { id, by, found } = await first();
    await finish(found, by, { outcome: 'refused' });
    const free = { gateway: 'second', messageId: `${id}-payer-2`, unresolved: false };
    expect(await again(id, 'second')).toMatchObject(free);
  });

  it('changes in the same claim, which then has its whole time again', async () => {
    const { id, by, found } = await first();
    await finish(found, by, { outcome: 'refused' });
    await books.clock.advance(20 * seconds);
    const moves = found.map((receipt) => ({ receipt, gateway: 'second' }));
    const moved = { gateway: 'second', messageId: `${id}-payer-1`, unresolved: false };
    expect(await post.move(moves, by, now())).toMatchObject([moved]);
    expect(await post.move(moves, by, now()), 'asked once more').toMatchObject([moved]);
    await books.clock.advance(20 * seconds);
    expect(await claim(id)).toEqual([]);
    await books.clock.advance(10 * seconds);
    expect(await claim(id)).toMatchObject([{ gateway: 'second', unresolved: true }]);
  });

  it('does not change for a claim that has lost the receipt', async () => {
    const { id, by, found } = await first();
    await books.clock.advance(30 * seconds);
    expect(await claim(id)).toHaveLength(1);
    const moves = found.map((receipt) => ({ receipt, gateway: 'second' }));
    expect(await post.move(moves, by, now())).toEqual([]);
  });
});

describe('the sweep', () => {
  const unnotified = async (limit?: number) => (await books.sweep(limit)).unnotified;

  it('rings for ends that nobody has begun to tell of when a reservation’s time would be over', async () => {
    const { id } = await sent();
    await books.clock.advance(20 * seconds - 1);
    expect(await unnotified()).not.toContain(id);
    await books.clock.advance(1);
    expect(await unnotified()).toContain(id);
  });

  it('rings again every fifteen seconds, until somebody has begun to tell', async () => {
    const [first, second] = [await sent(), await sent()];
    await books.clock.advance(20 * seconds);
    const rung = (await unnotified()).filter((id) => [first.id, second.id].includes(id));
    expect(rung).toEqual([first.id, second.id].toSorted());
    expect(await unnotified()).toEqual([]);
    await claim(first.id);
    await books.clock.advance(15 * seconds - 1);
    expect(await unnotified()).toEqual([]);
    await books.clock.advance(1);
    expect(await unnotified()).toEqual([second.id]);
    await claim(second.id);
    await books.clock.advance(15 * seconds);
    expect(await unnotified()).toEqual([]);
    expect(await books.rows('select from tuma.payment_timers')).toEqual([]);
  });

  it('leaves tries without an answer to those who know of receipts', async () => {
    const { id } = await sent();
    await claim(id);
    await books.clock.advance(30 * seconds);
    expect(await unnotified()).toEqual([]);
    expect(await due()).toEqual([id]);
  });

  it('goes on as far as it is told, the longest due first', async () => {
    const first = await sent();
    await books.clock.advance(1);
    const second = await sent();
    await books.rows('delete from tuma.payment_timers where not payments && $1', [
      [first.id, second.id],
    ]);
    await books.clock.advance(20 * seconds);
    expect(await unnotified(1)).toEqual([first.id]);
    expect(await unnotified(1)).toEqual([second.id]);
  });

  it('by many at once rings for each end once', async () => {
    const ends = await Promise.all(Array.from({ length: 12 }, sent));
    await books.clock.advance(20 * seconds);
    const rung = (await Promise.all(Array.from({ length: 6 }, () => unnotified(3)))).flat();
    const rest = await unnotified();
    expect([...rung, ...rest].toSorted()).toEqual(ends.map(({ id }) => id).toSorted());
  });
});
