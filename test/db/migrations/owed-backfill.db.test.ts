/** Books of an earlier version, brought to this one by 0011_owed_backfill.sql, are as if this version had kept them. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { airtime } from '../../../db/delivery/airtime.ts';
import { Books, house } from '../../support/books/books.ts';
import { ksh } from '../../support/books/payments.ts';

const file = join(import.meta.dirname, '../../../db/migrations/0011_owed_backfill.sql');
const aDay = 24 * 3_600_000;

/** What an earlier version did not write: claims were not counted, and open work had no names of its payers. */
const earlier = [
  `update tuma.accounts a
      set received_day = '1970-01-01', received_today = 0, received_week = 0, received_month = 0,
          received_today_count = 0, received_week_count = 0, received_month_count = 0
    where a.kind = 'wallet' and exists (select from tuma.payments p where p.payee = a.id and p.type = 'claim')
      and not exists (select from tuma.payments p where p.payee = a.id and p.type = 'p2p')`,
  `update tuma.accounts a
      set received_today = a.received_today - 3000, received_week = a.received_week - 3000,
          received_month = a.received_month - 3000, received_today_count = a.received_today_count - 1,
          received_week_count = a.received_week_count - 1, received_month_count = a.received_month_count - 1
    where a.kind = 'wallet' and exists (select from tuma.payments p where p.payee = a.id and p.type = 'claim')
      and exists (select from tuma.payments p where p.payee = a.id and p.type = 'p2p')`,
  `update tuma.accounts a
      set sent_day = '1970-01-01', sent_today = 0, sent_week = 0, sent_month = 0, sent_today_count = 0,
          sent_week_count = 0, sent_month_count = 0
    where a.kind = 'unclaimed'`,
  'update tuma.airtime set payer = null, refund_due_at = null, stuck_since = null, refunded_by = null',
  `update tuma.unclaimed set payer = null, until = null, stuck_since = null`,
];

test('open work has its payers, refunds are named, and claims are counted on their days', async () => {
  const books = await Books.open();
  try {
    const payer = await books.account({ balance: 1_000_00n });
    const register = (msisdn: string) =>
      books.customers.open(
        {
          ...{ msisdn: msisdn as Msisdn, givenName: 'Amina', familyName: '', language: 'en' },
          ...{ tier: 1, pinMac: 'c0de' },
        },
        books.clock.now(),
      );
    const send = (to: string, minor: bigint) =>
      books.pay({
        ...{ type: 'p2p_unregistered', payer, payee: house.unclaimed },
        ...{ amount: ksh(minor), accountReference: to },
      });
    const claims = async () => {
      await books.rows('update tuma.customers set possession_proved_at = now()');
      await books.rows(
        'update tuma.unclaimed u set due_at = $1 from tuma.customers c where c.msisdn = u.msisdn',
        [new Date(books.clock.now()).toISOString()],
      );
      await books.operations.resolveUnclaimed(100, books.clock.now());
    };

    // A wallet with claims on Monday, on Tuesday and in the next week; one that was paid otherwise, too; and one that waits.
    await register('254799000001');
    for (const minor of [10_00n, 20_00n]) await send('254799000001', minor);
    await claims();
    await books.clock.advance(aDay);
    await send('254799000001', 5_00n);
    await claims();
    await books.clock.advance(6 * aDay);
    await send('254799000001', 7_00n);
    const both = await register('254799000002');
    await send('254799000002', 30_00n);
    await claims();
    await books.pay({ payer, payee: both, amount: ksh(11_00n) });
    await send('254799000003', 40_00n);

    const stock = airtime(books.sql, kenya);
    const orders: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      const bill = { type: 'airtime', payer, payee: house.airtime, amount: ksh(5_00n) } as const;
      orders.push((await books.pay({ ...bill, accountReference: '254799000004' })).id);
    }
    const by = randomUUID();
    await stock.claim(orders.slice(0, 3), by, books.clock.now());
    const [refused = '', accepted = '', delivered = ''] = orders;
    await stock.finish(
      [
        { paymentId: refused, final: true },
        { paymentId: accepted, requestId: 'ATQid_1', final: false },
        { paymentId: delivered, requestId: 'ATQid_2', final: false, delivered: true },
      ],
      by,
      books.clock.now(),
    );

    const seen = async () => ({
      accounts: await books.rows(
        'select * from tuma.accounts where id > 1000 or entries > 0 order by id',
      ),
      unclaimed: await books.rows(
        'select payment_id, msisdn, payer, due_at, until from tuma.unclaimed where ended_by is null order by 1',
      ),
      airtime: await books.rows(
        `select payment_id, state, refunded_by, refund_due_at, case when state in ('intended', 'sent') then payer end payer
           from tuma.airtime order by 1`,
      ),
    });
    const before = await seen();
    expect(before.unclaimed).toHaveLength(1);
    await books.rows('begin');
    await books.rows('set local session_replication_role = replica');
    for (const change of earlier) await books.rows(change);
    await books.rows('commit');
    expect(await seen()).not.toEqual(before);

    const migration = await readFile(file, 'utf8');
    for (const statement of migration.split('--> statement-breakpoint'))
      await books.rows(statement);
    expect(await seen()).toEqual(before);
  } finally {
    await books.close();
  }
});
