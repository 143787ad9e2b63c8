import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { NewCustomer } from '../../../db/customers/customers.ts';
import { receipts } from '../../../db/delivery/receipts.ts';
import { Books } from '../../support/books/books.ts';
import { newId } from '../../support/books/payments.ts';

const seconds = 1_000;

let books: Books;
let post: ReturnType<typeof receipts>;
let numbers = 0;
beforeAll(async () => {
  books = await Books.open();
  post = receipts(books.sql, kenya);
});
/** What other tests left is no longer due. */
afterEach(() =>
  books.rows(`update tuma.receipts set state = 'sent', attempts = greatest(attempts, 1)`),
);
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

const now = () => books.clock.now();
const claim = (id: string, by: string = randomUUID()) => post.claimNotices([id], by, now());
const due = () => post.due(now(), 100);

function newcomer(over: Partial<NewCustomer> = {}): NewCustomer & { welcome: string } {
  numbers += 1;
  return {
    msisdn: `2547980${String(numbers).padStart(5, '0')}` as Msisdn,
    ...{ givenName: 'Amina', familyName: 'Hassan', language: 'en', tier: 1, pinMac: 'c0de' },
    welcome: newId(now()),
    ...over,
  };
}

async function registered(): Promise<NewCustomer & { welcome: string }> {
  const customer = newcomer();
  await books.customers.open(customer, now());
  return customer;
}

/** What is written to tell a number: each notice's kind, and how its receipt is. */
async function told(msisdn: Msisdn): Promise<unknown[]> {
  const rows = await books.rows(
    `select n.id, n.kind, n.language, n.payment_number, r.party, r.state, r.attempts
       from tuma.notices n left join tuma.receipts r on r.about = n.id where n.msisdn = $1`,
    [msisdn],
  );
  return rows;
}

describe('who registers', () => {
  it('is welcomed by one message, in the language that was chosen', async () => {
    const customer = newcomer({ language: 'sw' });
    await books.customers.open(customer, now());
    const { welcome: id, msisdn } = customer;
    const intended = { party: 'subscriber', state: 'intended', attempts: 0 };
    expect(await told(msisdn)).toEqual([
      { id, kind: 'welcome', language: 'sw', payment_number: null, ...intended },
    ]);
    expect(await claim(id)).toMatchObject([
      {
        ...{ about: id, party: 'subscriber', to: msisdn, kind: 'welcome', language: 'sw' },
        paymentNumber: undefined,
      },
    ]);
  });

  it('again, under the same id or another, or many times at once, is welcomed once', async () => {
    const customer = newcomer();
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        books.customers.open(i % 2 ? customer : { ...customer, welcome: newId() }, now()),
      ),
    );
    expect(await told(customer.msisdn)).toHaveLength(1);
    const before = await books.everything();
    await books.customers.open(customer, now());
    await books.customers.open({ ...customer, welcome: newId() }, now());
    expect(await books.everything()).toBe(before);
  });

  it('without anybody to welcome them is told nothing', async () => {
    const { welcome: _, ...quiet } = newcomer();
    await books.customers.open(quiet, now());
    expect(await told(quiet.msisdn)).toEqual([]);
  });
});

describe('a notice', () => {
  it('is claimed by one of many, and by the same one again', async () => {
    const { welcome } = await registered();
    const by = randomUUID();
    const found = await claim(welcome, by);
    expect(found).toHaveLength(1);
    const others = await Promise.all(Array.from({ length: 8 }, () => claim(welcome)));
    expect(others.flat()).toEqual([]);
    expect(await claim(welcome, by)).toEqual(found);
  });

  it('is due again 30 s after a try without an answer, then after twice as long, eight times', async () => {
    const { welcome } = await registered();
    let pause = 30 * seconds;
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      const by = randomUUID();
      const found = await claim(welcome, by);
      expect(found).toHaveLength(1);
      // Every other answer is lost on its way back.
      if (attempt % 2) {
        await post.finish(
          found.map((receipt) => ({ receipt, outcome: 'unknown' as const })),
          by,
        );
      }
      await books.clock.advance(pause - 1);
      expect(await claim(welcome)).toEqual([]);
      expect((await due()).notices).toEqual([]);
      await books.clock.advance(1);
      if (attempt < 8) expect(await due()).toEqual({ payments: [], notices: [welcome] });
      pause *= 2;
    }
    expect(await due()).toEqual({ payments: [], notices: [] });
    expect(await claim(welcome)).toEqual([]);
  });

  it('that was sent is found by nobody', async () => {
    const { welcome } = await registered();
    const by = randomUUID();
    const found = await claim(welcome, by);
    await post.finish(
      found.map((receipt) => ({ receipt, outcome: 'sent' as const, messageId: 'ATXid_1' })),
      by,
    );
    await books.clock.advance(24 * 3_600 * seconds);
    expect(await claim(welcome)).toEqual([]);
    expect(await due()).toEqual({ payments: [], notices: [] });
  });

  it('whose bell was lost is found by the sweep after ten seconds', async () => {
    const { welcome } = await registered();
    await books.clock.advance(10 * seconds - 1);
    expect(await due()).toEqual({ payments: [], notices: [] });
    await books.clock.advance(1);
    expect(await due()).toEqual({ payments: [], notices: [welcome] });
  });

  it('is no payment’s receipt, and a payment’s receipt no notice', async () => {
    const { welcome } = await registered();
    expect(await post.claim([welcome], randomUUID(), now())).toEqual([]);
    const request = await books.pay({
      payer: await books.account({ balance: 1_000_00n }),
      payee: await books.account(),
    });
    expect(await claim(request.id)).toEqual([]);
  });
});
