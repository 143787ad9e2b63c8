/** What the audit says of reversals, decisions, adjustments and disputes that are not what they should be. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import { accounts } from '../../../db/operator/accounts.ts';
import { disputes } from '../../../db/operator/disputes.ts';
import { reversals } from '../../../db/operator/reversals.ts';
import { reviews } from '../../../db/operator/reviews.ts';
import { atSecond, auditAfter } from '../../support/books/audit.ts';
import { Books } from '../../support/books/books.ts';
import { evidence, exampleTime, findings, ksh, newId } from '../../support/books/payments.ts';

/** A payment that was half reversed, one whose reversal waits, an approved one, a declined one, one in review. */
const [origin, wanted, approved, declined, waiting] = Array.from({ length: 5 }, () => newId()) as [
  ...[string, string, string, string, string],
];
/** The reversal of the first, and an adjustment. */
const [reversal, adjustment] = [newId(), newId()];

let books: Books;
let payer: string;
let payee: string;
beforeAll(async () => {
  books = await Books.open();
  const now = books.clock.now();
  [payer, payee] = [await books.account({ balance: 25_000_00n }), await books.account()];
  await books.pay({ id: origin, payer, payee, amount: ksh(500_00n) });
  const ann = { reason: 'wrong number', by: 'ann' };
  const asked = { ...ann, origin, id: reversal, amount: ksh(200_00n) };
  await reversals(books.desk, kenya).reverse(asked, now);

  await books.pay({ id: wanted, payer, payee, amount: ksh(500_00n) });
  await books.pay({ payer: payee, payee: payer, amount: ksh(400_00n) });
  const later = { ...ann, origin: wanted, id: newId(), until: now + 60_000 };
  await reversals(books.desk, kenya).reverse(later, now);
  const [row] = await books.rows('select number from tuma.payments where id = $1', [wanted]);
  const complaint = {
    account: payer,
    numbers: [BigInt(String(row?.number))],
    reason: 'other',
  } as const;
  await disputes(books.sql).open(complaint, now);

  for (const id of [approved, declined, waiting]) {
    const request = await books.request(10_00n, undefined, { id });
    await books.ledger.reserve(request);
    await books.ledger.review(request, { ...findings, evidence }, now + 60_000);
  }
  const judge = reviews(books.desk, kenya);
  await judge.decide(approved, { approve: true, by: 'ann' }, now);
  await judge.decide(declined, { approve: false, by: 'bob' }, now);
  await accounts(books.desk, kenya).adjust(adjustment, payee, ksh(1_00n), ann, now);
});
afterAll(() => books.close());

const once = '17 a payment is reversed once, to who had paid, and no more than it moved';
const somebodys = "18 decisions are somebody's, and are what became of the payment";
const adjusted = "19 adjustments and exchanges at the desk are somebody's";

/** What is wrong, what the audit calls it, the payment, and how it comes to be. */
const broken: [what: string, invariant: string, subject: () => string, change: () => string][] = [
  [
    'more was taken back than was paid',
    once,
    () => origin,
    () => `update tuma.payments set amount = 10000 where id = '${origin}'`,
  ],
  [
    'another amount was taken back than was asked for',
    once,
    () => origin,
    () => `update tuma.reversals set amount = 1 where payment_id = '${origin}'`,
  ],
  [
    'somebody else got it',
    once,
    () => origin,
    () => `update tuma.payments set payee = 1 where id = '${reversal}'`,
  ],
  [
    'it was taken from somebody else',
    once,
    () => origin,
    () => `update tuma.payments set payer = 1 where id = '${reversal}'`,
  ],
  [
    'it names another payment',
    once,
    () => origin,
    () => `update tuma.payments set linked_payment = '${wanted}' where id = '${reversal}'`,
  ],
  [
    'nobody asked for it',
    once,
    () => origin,
    () => `delete from tuma.reversals where payment_id = '${origin}'`,
  ],
  [
    'it was never made',
    once,
    () => origin,
    () => `update tuma.payments set state = 'failed', refusal = 'timeout' where id = '${reversal}'`,
  ],
  [
    'the payment may not be reversed',
    once,
    () => origin,
    () => `update tuma.payments set type = 'airtime' where id = '${origin}'`,
  ],
  [
    'it waits past its time',
    '17 reversals wait no longer than their time',
    () => wanted,
    () => `update tuma.reversals set until = ${atSecond(-601)} where payment_id = '${wanted}'`,
  ],
  [
    'it waits for ever',
    '17 reversals wait no longer than their time',
    () => wanted,
    () => `update tuma.reversals set until = null where payment_id = '${wanted}'`,
  ],
  [
    'a decision is nobody’s',
    somebodys,
    () => approved,
    () => `alter table tuma.reviews drop constraint reviews_person;
       update tuma.reviews set decided_by = '' where payment_id = '${approved}'`,
  ],
  [
    'what was declined is so for another reason',
    somebodys,
    () => declined,
    () => `update tuma.payments set refusal = 'timeout' where id = '${declined}'`,
  ],
  [
    'a decision was forgotten',
    somebodys,
    () => approved,
    () =>
      `update tuma.reviews set decided_at = null, approved = null where payment_id = '${approved}'`,
  ],
  [
    'what is decided waits still',
    somebodys,
    () => waiting,
    () =>
      `update tuma.reviews set decided_at = ${atSecond(0)}, approved = true, decided_by = 'ann' where payment_id = '${waiting}'`,
  ],
  [
    'a review is of no payment',
    somebodys,
    () => declined,
    () => `delete from tuma.payments where id = '${declined}'`,
  ],
  [
    'a declined payment completed',
    '6 states follow the graph',
    () => approved,
    () => `update tuma.reviews set approved = false where payment_id = '${approved}'`,
  ],
  [
    'nobody made an adjustment',
    adjusted,
    () => adjustment,
    () => `delete from tuma.operator_actions where payment_id = '${adjustment}'`,
  ],
  [
    'an adjustment was made to another account',
    adjusted,
    () => adjustment,
    () =>
      `update tuma.operator_actions set account_id = ${payer} where payment_id = '${adjustment}'`,
  ],
  [
    'an adjustment was never made',
    adjusted,
    () => adjustment,
    () => `delete from tuma.payments where id = '${adjustment}'`,
  ],
  [
    'nobody made what the desk exchanged',
    adjusted,
    () => origin,
    () => `update tuma.payments set type = 'exchange_out', channel = 'desk' where id = '${origin}'`,
  ],
  [
    'a stranger disputes',
    "20 disputes are of their payments' parties",
    () => wanted,
    () => `update tuma.disputes set account_id = 1 where payment_id = '${wanted}'`,
  ],
  [
    'what was reversed is disputed',
    '20 what was reversed is disputed no more',
    () => wanted,
    () =>
      `update tuma.reversals set ended_by = '${reversal}' where payment_id = '${wanted}';
     update tuma.disputes set opened_at = ${atSecond(-60)} where payment_id = '${wanted}'`,
  ],
];

describe('the audit of what people did', () => {
  it('finds nothing in a healthy history', async () => {
    await books.sign();
    expect(await books.operations.audit(exampleTime)).toEqual([]);
    await books.tells(origin, reversal, adjustment, approved, declined);
    expect(await books.operations.audit(exampleTime)).toEqual([]);
  });

  it.each(broken)('finds that %s: %s', async (_, invariant, subject, change) => {
    const found = await auditAfter(books, change());
    expect(found.filter((row) => row.invariant === invariant).map((row) => row.subject)).toContain(
      `payment ${subject()}`,
    );
  });
});
