/** The audit trail: what is edited or cut consistently is named, what is honest is not, and each piece is taken once. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { writeRuleSet } from '../../../core/fraud/rule-set.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Sql } from '../../../db/driver/sql.ts';
import { accounts } from '../../../db/operator/accounts.ts';
import { reversals } from '../../../db/operator/reversals.ts';
import { reviews } from '../../../db/operator/reviews.ts';
import { ruleSets } from '../../../db/operator/rule-sets.ts';
import { proof } from '../../../db/proof/proof.ts';
import type { TrailPiece } from '../../../db/proof/trail.ts';
import { Books } from '../../support/books/books.ts';
import { completed, findings, ksh, newId, released } from '../../support/books/payments.ts';
import { Trail } from '../../support/books/trail.ts';

let books: Books;
let trail: Trail;
let sql: Sql;
let done: PaymentRequest;
let late: PaymentRequest;
let open: PaymentRequest;
const [reversal, adjustment, approved] = [newId(), newId(), newId()];

const lastNumber = async () =>
  Number((await books.rows('select max(number) n from tuma.payments'))[0]?.n);

beforeAll(async () => {
  books = await Books.open();
  sql = async <Row>(text: string, params: readonly unknown[]) =>
    (await books.rows(text, [...params])) as Row[];
  trail = new Trail(books.sql);
  const now = books.clock.now();
  done = await books.request(500_00n);
  await books.ledger.reserve(done);
  await books.ledger.settle(done, completed);
  await books.tells(done.id);
  await books.rows(`update tuma.receipts set state = 'sent', claim = null`);
  late = await books.request(100_00n);
  open = await books.request(100_00n);
  const gone = await books.request(100_00n);
  for (const each of [late, open, gone]) await books.ledger.reserve(each);
  await books.ledger.settle(gone, released());
  const judged = await books.request(300_00n, undefined, { id: approved });
  await books.ledger.reserve(judged);
  await books.ledger.review(judged, findings, now + 60_000);
  await ruleSets(books.desk).add(writeRuleSet(defaultRuleSet), 'cho', now);
  await trail.covers(now, await lastNumber());

  // What was open when the trail came by has ended when it comes again.
  await books.ledger.settle(late, completed);
  await reviews(books.desk, kenya).decide(approved, { approve: true, by: 'ann' }, now);
  const ann = { reason: 'wrong number', by: 'ann' };
  const wanted = { ...ann, origin: done.id, id: reversal, amount: ksh(200_00n) };
  await reversals(books.desk, kenya).reverse(wanted, now);
  await accounts(books.desk, kenya).adjust(adjustment, done.payee, ksh(1_00n), ann, now);
  await books.sign();
  await trail.covers(now, await lastNumber());
});
afterAll(() => books.close());

async function found(): Promise<string[]> {
  const all = await proof(sql, 'KE').checkOfTrail(trail.page(0, 1_000)).find();
  return all.map(({ subject, detail }) => `${subject} ${detail}`);
}

/** A change that no trigger of ours stands in the way of; the books are put right again. */
async function foundAfter(change: string): Promise<string[]> {
  await books.rows('begin');
  try {
    await books.rows('set local session_replication_role = replica');
    await books.rows(change);
    return await found();
  } finally {
    await books.rows('rollback');
  }
}

const number = async (id: string) =>
  (await books.rows('select number from tuma.payments where id = $1', [id]))[0]?.number;

/** What is changed, and what is said of it; `#` is the payment's number. */
const changes: readonly [
  what: string,
  payment: () => string,
  change: () => string,
  said: string,
][] = [
  [
    'an amount with its entries',
    () => done.id,
    () => `update tuma.payments set amount = amount + 1 where id = '${done.id}';
           update tuma.entries set amount = amount + sign(amount), balance = balance + sign(amount)
            where payment_id = '${done.id}' and account_id in (${done.payer}, ${done.payee});
           update tuma.accounts set balance = balance - 1 where id = ${done.payer};
           update tuma.accounts set balance = balance + 1 where id = ${done.payee}`,
    'payment number # has changed since ',
  ],
  [
    'a payee’s leg, moved with its balances',
    () => done.id,
    () => `update tuma.payments set payee = ${late.payee} where id = '${done.id}';
           update tuma.entries set account_id = ${late.payee}, seq = 99
            where payment_id = '${done.id}' and account_id = ${done.payee}`,
    'payment number # has changed since ',
  ],
  [
    'a payment, gone with all that belongs to it',
    () => late.id,
    () => `delete from tuma.payments where id = '${late.id}';
           delete from tuma.entries where payment_id = '${late.id}'`,
    'payment number # has gone since ',
  ],
  [
    'an open payment, gone with what it held',
    () => open.id,
    () => `delete from tuma.payments where id = '${open.id}'`,
    'payment number # was open and has gone',
  ],
  [
    'a payment that was written in between',
    () => done.id,
    () => `insert into tuma.payments (id, number, type, channel, state, payer, payee, amount, fee, day, requested_at,
             ended_at, refusal) overriding system value
           select gen_random_uuid(), p.number, p.type, p.channel, 'rejected', p.payer, p.payee, 1, 0, p.day,
             p.requested_at, p.ended_at, 'timeout' from tuma.payments p where p.id = '${done.id}';
           delete from tuma.payments where id = '${done.id}'`,
    'payment number # has changed since ',
  ],
  [
    'when a payment was asked for',
    () => done.id,
    () =>
      `update tuma.payments set requested_at = requested_at - interval '1 day' where id = '${done.id}'`,
    'payment number # has changed since ',
  ],
  [
    'what the checks found',
    () => approved,
    () => `update tuma.payments set fraud_score = 99 where id = '${approved}'`,
    'payment number # has changed since ',
  ],
  [
    'whom a payment came from',
    () => done.id,
    () => `update tuma.payments set device = 'another' where id = '${done.id}'`,
    'payment number # has changed since ',
  ],
  [
    'who decided a review',
    () => approved,
    () => `update tuma.reviews set decided_by = 'bob' where payment_id = '${approved}'`,
    'payment number # has changed since ',
  ],
  [
    'a review, gone',
    () => approved,
    () => `delete from tuma.reviews where payment_id = '${approved}'`,
    'payment number # has changed since ',
  ],
  [
    'who asked for a reversal',
    () => reversal,
    () => `update tuma.reversals set asked_by = 'bob' where ended_by = '${reversal}'`,
    'payment number # has changed since ',
  ],
  [
    'why an act was done',
    () => adjustment,
    () => `update tuma.operator_actions set reason = 'because' where payment_id = '${adjustment}'`,
    'act 1 has changed since ',
  ],
  [
    'who did an act',
    () => adjustment,
    () => `update tuma.operator_actions set made_by = 'bob' where payment_id = '${adjustment}'`,
    'act 1 has changed since ',
  ],
  [
    'the last acts, cut with their numbers',
    () => adjustment,
    () => `delete from tuma.operator_actions where id > 1;
           alter sequence tuma.operator_actions_id_seq restart with 2`,
    'act 2 has gone since ',
  ],
  [
    'a rule set',
    () => done.id,
    () => `update tuma.rule_sets set rules = '{}'`,
    'rule set 2 has changed since ',
  ],
  [
    'a rule set’s author',
    () => done.id,
    () => `update tuma.rule_sets set made_by = 'nobody'`,
    'rule set 2 has changed since ',
  ],
  [
    'a fee, moved to another stripe',
    () => done.id,
    () => `update tuma.entries set payment_id = '${late.id}' where account_id = 1 and seq = 1`,
    'entry 1/1 has changed since ',
  ],
  [
    'the house’s last fees, cut with their counters',
    () => done.id,
    () => `delete from tuma.entries where account_id = 1 and seq >= 2;
           update tuma.accounts set entries = 1, balance = (select balance from tuma.entries where account_id = 1)
            where id = 1`,
    'entry 1/2 has gone since ',
  ],
  [
    'a receipt',
    () => done.id,
    () => `update tuma.receipts set message_id = 'x', gateway = 'y' where about = '${done.id}'`,
    'receipt of payment number #/payee has changed since ',
  ],
];

describe('the audit trail', () => {
  it('finds nothing in an honest history, as the owner and as the Worker', async () => {
    expect(await found()).toEqual([]);
    const page = trail.page(0, 1_000);
    expect(await proof(books.sql, 'KE').checkOfTrail(page).find()).toEqual([]);
  });

  it('covers payments, entries, acts, rule sets and receipts', () => {
    const kinds = new Set(trail.all.filter(({ rows }) => rows !== '').map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual(
      ['acts', 'entries', 'late', 'payments', 'receipts', 'rule_sets'].toSorted(),
    );
  });

  it.each(changes)('names %s', async (_, payment, change, said) => {
    const wanted = said.replace('#', String(await number(payment())));
    const lines = await foundAfter(change());
    expect(
      lines.filter((line) => line.startsWith(wanted)),
      lines.join('\n'),
    ).not.toEqual([]);
  });

  it('names a tail that was cut with its counters, row by row', async () => {
    const lines = await foundAfter(
      `delete from tuma.payments where number > 3;
       delete from tuma.entries where payment_id not in (select id from tuma.payments);
       delete from tuma.reviews; delete from tuma.reversals; delete from tuma.receipts; delete from tuma.operator_actions;
       update tuma.accounts a set entries = e.n, balance = e.total
         from (select account_id, count(*) n, sum(amount) total from tuma.entries group by 1) e where e.account_id = a.id`,
    );
    const last = await lastNumber();
    for (let n = 4; n <= last; n += 1) {
      expect(lines.some((line) => line.startsWith(`payment number ${n} `))).toBe(true);
    }
    expect(lines.filter((line) => /^payment number [123] /.test(line))).toEqual([]);
  });

  it('takes nothing twice, and nothing of what it has, when it is extended again', async () => {
    const pieces = trail.all.length;
    await trail.extend(books.clock.now() + 7_200_000);
    await trail.extend(books.clock.now() + 7_200_000);
    expect(trail.all).toHaveLength(pieces);
    const rows = trail.all.flatMap(({ kind, rows }) =>
      rows.split(' ').map((row) => `${kind === 'late' ? 'payments' : kind} ${row.split(':')[0]}`),
    );
    const named = rows.filter((row) => !row.endsWith(' '));
    expect(new Set(named).size).toBe(named.length);
  });

  it('is not changed by pieces that come in another order, or with another row', async () => {
    const page = trail.page(0, 1_000);
    const [first, second, ...others] = page.pieces as [TrailPiece, TrailPiece, ...TrailPiece[]];
    const check = (pieces: readonly TrailPiece[]) =>
      proof(sql, 'KE')
        .checkOfTrail({ ...page, pieces })
        .find();
    expect(await check([second, first, ...others])).not.toEqual([]);
    expect(await check([first, ...others])).not.toEqual([]);
  });

  it('waits for a transaction that has a number and has not ended', async () => {
    const other = new Trail(books.sql);
    const slow = new pg.Client({ connectionString: books.appUrl });
    slow.on('error', () => {});
    await slow.connect();
    await slow.query('begin');
    await slow.query(
      `select * from tuma.void_payment(gen_random_uuid(), 'p2p', 'ussd', $1, $2, 1, 0, null, now(), 'failed',
         'timeout', null, now())`,
      [done.payer, done.payee],
    );
    await other.extend(books.clock.now());
    await other.extend(books.clock.now());
    expect(other.state.payment).toBe(0);
    await slow.query('commit');
    await slow.end();
    const last = await lastNumber();
    await other.covers(books.clock.now(), last);
    const all = other.all.filter(({ kind }) => kind === 'payments');
    expect(all.flatMap(({ rows }) => rows.split(' ')).at(-1)).toMatch(new RegExp(`^${last}:`));
  });
});
