import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentRequest } from '../../core/payments/request.ts';
import { Books } from '../support/books/books.ts';
import { completed, released } from '../support/books/payments.ts';

const denied = { code: '42501' };

let books: Books;
let app: pg.Client;
/** A payment that is completed, one that was released, and one that is open. */
let done: PaymentRequest;
let gone: PaymentRequest;
let open: PaymentRequest;

beforeAll(async () => {
  books = await Books.open();
  app = new pg.Client({ connectionString: books.appUrl });
  await app.connect();
  [done, gone, open] = [await reserved(), await reserved(), await reserved()];
  await books.ledger.settle(done, completed);
  await books.ledger.settle(gone, released());
});
afterAll(async () => {
  await app.end();
  await books.close();
});

async function reserved(): Promise<PaymentRequest> {
  const request = await books.request(5_000_00n);
  await books.ledger.reserve(request);
  return request;
}

describe('what is posted stays, for the owner too', () => {
  let before: string;
  beforeEach(async () => {
    before = await books.everything();
  });

  it('entries are neither changed nor deleted', async () => {
    const attempts = [
      'update tuma.entries set payment_id = payment_id',
      `update tuma.entries set payment_id = '${randomUUID()}' where false`,
      'delete from tuma.entries',
      `delete from tuma.entries where payment_id = '${done.id}'`,
      'truncate tuma.entries',
      'truncate tuma.entries cascade',
    ];
    for (const attempt of attempts) {
      await expect(books.rows(attempt), attempt).rejects.toMatchObject(denied);
    }
    expect(await books.everything()).toBe(before);
  });

  it('payments are not deleted, also while they are open', async () => {
    for (const attempt of [
      'truncate tuma.payments',
      `delete from tuma.payments where id = '${open.id}'`,
    ]) {
      await expect(books.rows(attempt), attempt).rejects.toMatchObject(denied);
    }
    expect(await books.everything()).toBe(before);
  });

  it('accounts are not taken away, and keep their ids', async () => {
    for (const attempt of [
      'delete from tuma.accounts where false',
      'truncate tuma.accounts cascade',
    ]) {
      await expect(books.rows(attempt), attempt).rejects.toMatchObject(denied);
    }
    const moved = 'update tuma.accounts set id = id + 1 where false';
    await expect(books.rows(moved)).rejects.toMatchObject({ code: '428C9' });
    expect(await books.everything()).toBe(before);
  });

  it('a payment that has ended is not changed, in any column', async () => {
    const columns = ['state', 'amount', 'fee', 'payee', 'refusal', 'ended_at', 'day', 'channel'];
    for (const { id } of [done, gone]) {
      for (const column of columns) {
        const attempt = `update tuma.payments set ${column} = ${column} where id = $1`;
        await expect(books.rows(attempt, [id]), attempt).rejects.toMatchObject(denied);
      }
    }
    expect(await books.everything()).toBe(before);
  });

  it('an entry of an account is written once', async () => {
    const again = 'insert into tuma.entries select * from tuma.entries limit 1';
    await expect(books.rows(again)).rejects.toMatchObject({ code: '23505' });
  });

  it('facts are read from what is posted, and written nowhere else', async () => {
    const attempt = 'delete from tuma.events';
    await expect(books.rows(attempt)).rejects.toMatchObject({ code: '55000' });
  });
});

describe('what no row may say', () => {
  it.each<[string, string]>([
    [
      'an account holds more than it has',
      'update tuma.accounts set held = balance + 1 where id = $1',
    ],
    ['an account holds less than nothing', 'update tuma.accounts set held = -1 where id = $1'],
    ['an account is in the red', 'update tuma.accounts set held = 0, balance = -1 where id = $1'],
  ])('%s', async (_, change) => {
    await expect(books.rows(change, [open.payer])).rejects.toMatchObject({ code: '23514' });
  });

  it.each<[string, string]>([
    ['an open payment has an end', 'ended_at = now()'],
    ['a payment is refused without a reason', `state = 'failed', ended_at = now()`],
    [
      'a completed payment has a reason to be refused',
      `state = 'completed', ended_at = now(), refusal = 'timeout'`,
    ],
    ['a payment moves nothing', 'amount = 0'],
    ['a payment has a negative fee', 'fee = -1'],
    ['a payment goes to its payer', 'payee = payer'],
  ])('%s', async (_, change) => {
    const attempt = `update tuma.payments set ${change} where id = $1`;
    await expect(books.rows(attempt, [open.id])).rejects.toMatchObject({ code: '23514' });
  });
});

describe('the role of the Worker', () => {
  it('reads and writes no table and no sequence', async () => {
    const things = await books.rows(
      `select c.oid::regclass::text thing, c.relkind::text kind from pg_class c
        where c.relnamespace = 'tuma'::regnamespace and c.relkind in ('r', 'S', 'v', 'm', 'p')`,
    );
    expect(things.length).toBeGreaterThan(8);
    for (const { thing, kind } of things) {
      const attempts =
        kind === 'S'
          ? [`select nextval('${thing}')`]
          : kind === 'v'
            ? [`select from ${thing}`]
            : [`select from ${thing}`, `delete from ${thing}`, `truncate ${thing}`];
      for (const attempt of attempts) {
        await expect(app.query(attempt), attempt).rejects.toMatchObject(denied);
      }
    }
  });

  it('executes what it is granted, and not what is the house’s own or the desk’s', async () => {
    const internal = (await granted('neither')).map(({ name }) => name);
    expect(internal).toEqual([
      'called_alone',
      'check_code',
      'clear_pin',
      'clock',
      'count_pin_try',
      'create_follow_ups',
      'decide_reservations',
      'decide_settlements',
      'desk_ceiling',
      'end_airtime',
      'execute_reversal',
      'expire',
      'forbid_change',
      'give_limits_back',
      'has_other_wallet',
      'index_name',
      'issue_code',
      'keep_latest_refused',
      'known_request',
      'last_entry_at',
      'lock_accounts',
      'lock_customer',
      'lock_payers',
      'mark_receipts_sending',
      'match_delivery_reports',
      'max_tries',
      'message_name',
      'name_words',
      'next_deviation',
      'next_hour_counts',
      'next_look',
      'next_median',
      'next_slow',
      'note_change',
      'note_failure',
      'owns',
      'pin_lock',
      'post_operator_payment',
      'post_payment',
      'post_system_payment',
      'post_to_accounts',
      'prove_possession',
      'read_legs',
      'refund_airtime',
      'refuse_unsold',
      'release',
      'release_sent_limits',
      'remember_devices',
      'reserve_payments',
      'retry_at',
      'schedule_timer',
      'settle_payments',
      'tell_claim_waits',
      'use_code',
      'wake_owed',
      'watch_carrier',
    ]);
    for (const attempt of [
      `select tuma.schedule_timer('{${done.id}}', now())`,
      `select tuma.reverse_payment('${done.id}', '${randomUUID()}', null, 'mine', 'me', null, now())`,
      `select tuma.adjust('${randomUUID()}', ${done.payer}, 104, 100000, 'mine', 'me', now())`,
      `select tuma.fund(${done.payer}, 100, 100000, 'KCB', 'FT1', 'mine', 'me', 'desk', now())`,
      `select tuma.add_rule_set('{}', 'me', now())`,
      'set role tuma_desk',
    ]) {
      await expect(app.query(attempt), attempt).rejects.toMatchObject(denied);
    }
  });

  it('meets functions that fix their search path, and run as the owner where it may call them', async () => {
    const loose = await books.rows(
      `select p.proname::text name from pg_proc p
        where p.pronamespace = 'tuma'::regnamespace
          and (not coalesce('search_path=""' = any (p.proconfig), false)
               or p.prosecdef <> (has_function_privilege('tuma_app', p.oid, 'execute')
                                  or has_function_privilege('tuma_desk', p.oid, 'execute')))`,
    );
    // Expressions that are inlined, which the setting would prevent; and steps, which have the path of reserve and settle.
    const inlined = ['max_tries', 'next_deviation', 'next_hour_counts', 'next_median'];
    const steps = [
      ...['clock', 'decide_reservations', 'decide_settlements', 'lock_accounts', 'lock_payers'],
      ...['post_to_accounts', 'refuse_unsold'],
    ];
    expect(loose.map(({ name }) => name).toSorted()).toEqual([...steps, ...inlined].toSorted());
    const [row] = await books.rows(
      'select bool_or(prosecdef) owned from pg_proc where proname = any ($1)',
      [[...steps, ...inlined]],
    );
    expect(row).toEqual({ owned: false });
  });

  it('waits neither for a lock nor for a statement longer than its callers do', async () => {
    const { rows } = await app.query(
      `select current_setting('lock_timeout') locks, current_setting('statement_timeout') statements`,
    );
    expect(rows).toEqual([{ locks: '1500ms', statements: '4s' }]);
  });
});

describe('the role of the desk', () => {
  it('executes what people decide and look at, of which the Worker has what the audit reads', async () => {
    const [own, both] = [await granted('desk'), await granted('both')];
    expect(own.map(({ name }) => name)).toEqual([
      'add_rule_set',
      'adjust',
      'audit_report',
      'balance_at',
      'change_account',
      'change_business',
      'change_number',
      'close_disputes',
      'decide_review',
      'describe_payment',
      'end_airtime_by_operator',
      'exchange',
      'find_by_mark',
      'find_by_name',
      'find_party',
      'find_payment',
      'find_payments',
      'find_payments_of',
      'find_request',
      'fund',
      'open_business',
      'open_customer_by_operator',
      'read_balance_by_operator',
      'read_businesses',
      'read_disputes',
      'read_entries',
      'read_identity',
      'read_operator_actions',
      'read_owed',
      'read_reversals',
      'read_reviews',
      'rename_customer',
      'reverse_payment',
      'upgrade_customer',
    ]);
    expect(both.map(({ name }) => name)).toEqual([
      'read_rule_set',
      'reference_data',
      'trail_acts',
      'trail_entries',
      'trail_payments',
      'trail_receipts',
      'trail_rule_sets',
    ]);
  });

  it('reads and writes no table, and moves no money as the Worker does', async () => {
    for (const attempt of [
      'select from tuma.accounts',
      `update tuma.accounts set status = 'frozen'`,
      'delete from tuma.operator_actions',
      `select tuma.change_pin(${done.payer}, '\\x00', '${randomUUID()}', now())`,
      'select tuma.settle($1, null, null, null, null, null, null, null, null, null, null, null)',
    ]) {
      const params = attempt.includes('$1') ? [[done.id]] : [];
      await expect(books.desk(attempt, params), attempt).rejects.toMatchObject(denied);
    }
  });
});

/** The functions that the desk alone, both roles or neither may execute. */
function granted(to: 'desk' | 'both' | 'neither') {
  return books.rows(
    `select p.proname::text name
       from pg_proc p,
            has_function_privilege('tuma_app', p.oid, 'execute') app,
            has_function_privilege('tuma_desk', p.oid, 'execute') desk
      where p.pronamespace = 'tuma'::regnamespace
        and (app, desk) = ($1 = 'both', $1 in ('desk', 'both')) order by 1`,
    [to],
  );
}
