/**
 * What the Worker's login can do by itself, for whoever has stolen it: what a phone could ask for, and no more. Each forgery is a
 * statement of that login. The books are on the real clock, as in production.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kenya } from '../../core/markets/ke.ts';
import { money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import { feeFor } from '../../core/revenue/tariff.ts';
import { functionCall } from '../../db/driver/call.ts';
import { migrate } from '../../db/migrate.ts';
import { Books, house } from '../support/books/books.ts';
import { newId } from '../support/books/payments.ts';
import { freshDatabase } from '../support/books/postgres.ts';

const hour = 60 * 60 * 1_000;
const day = 24 * hour;
const number = '254711000001' as Msisdn;

let books: Books;
let app: pg.Client;
/** Two customers with 200,000.00 each, the thief's wallet, a till, and the customers' numbers. */
let rich: string;
let other: string;
let thief: string;
let till: string;
let numbers: Readonly<Record<string, Msisdn>>;

beforeAll(async () => {
  books = await Books.open(undefined, await freshDatabase({ market: 'KE' }));
  await books.clock.advance(Date.now() - books.clock.now());
  app = new pg.Client({ connectionString: books.appUrl });
  app.on('error', () => {});
  await app.connect();
  rich = await books.account({ balance: 200_000_00n });
  other = await books.account({ balance: 200_000_00n });
  thief = await books.account();
  till = await books.account({ kind: 'till', tier: null });
  const owners = await Promise.all([rich, other, thief].map((each) => books.owner(each)));
  numbers = Object.fromEntries(owners.map(({ account, msisdn }) => [account, msisdn]));
  await books.sign();
});
afterAll(async () => {
  await app.end();
  await books.close();
});

type Arguments = Readonly<Record<string, unknown>>;

const at = (ms: number) => new Date(Date.now() + ms).toISOString();

/** One call, as the Worker makes it. */
async function call(name: string, args: Arguments): Promise<Record<string, unknown>[]> {
  const text = `select * from ${functionCall(name, Object.keys(args))}`;
  return (await app.query(text, Object.values(args))).rows;
}

/** A p2p of 500.00 at its price, of 3.00, as one who has the login writes it. */
function reservation(wanted: Arguments = {}): Arguments {
  return {
    ...{ p_ids: [newId(Date.now())], p_types: ['p2p'], p_channels: ['ussd'], p_payers: [rich] },
    ...{ p_payees: [other], p_amounts: ['50000'], p_fees: ['300'], p_excises: [null] },
    ...{ p_references: [null], p_devices: [null], p_requested_at: [at(0)], p_now: at(0) },
    ...{ p_expires_at: at(20_000), ...wanted },
  };
}

function settlement(asked: Arguments, wanted: Arguments = {}): Arguments {
  const { p_ids, p_payers, p_payees } = asked;
  return {
    ...{ p_ids, p_payers, p_payees, p_states: ['completed'], p_refusals: [null], p_scores: [0] },
    ...{ p_fraud_model: ['rules 1'], p_checks_ms: [1], p_evidence: [null], p_now: at(0) },
    ...{ p_fees_to: house.fees(0), p_excise_to: house.excise(0), ...wanted },
  };
}

/** Asks for a payment and completes it: what came of it, or the error. */
async function pays(reserved: Arguments, settled: Arguments = {}): Promise<string> {
  try {
    const asked = reservation(reserved);
    const [refused] = await call('reserve', asked);
    if (refused) return String(refused.refusal);
    const [end] = await call('settle', settlement(asked, settled));
    return String(end?.refusal ?? end?.state);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code ?? message;
  }
}

/** The money of every account, in order. */
async function balances(): Promise<string> {
  const rows = await books.rows('select id, balance, held from tuma.accounts order by id');
  return rows.map(({ id, balance, held }) => `${id} ${balance} ${held}`).join('\n');
}

it('pays what a phone pays, at its price', async () => {
  expect(await pays({})).toBe('completed');
  expect(await pays({ p_types: ['buy_goods'], p_payees: [till], p_fees: ['200'] })).toBe(
    'completed',
  );
});

describe('a payment that no phone can ask for moves nothing', () => {
  const types: [type: string, payer: () => string, payee: () => string][] = [
    ['funding', () => house.funding, () => thief],
    ['funding', () => rich, () => thief],
    ['reversal', () => rich, () => thief],
    ['adjustment', () => house.adjustment, () => thief],
    ['adjustment', () => rich, () => thief],
    ['claim', () => house.unclaimed, () => thief],
    ['return', () => house.unclaimed, () => thief],
    ['airtime_refund', () => house.airtime, () => thief],
    ['exchange_in', () => house.exchange, () => thief],
    ['exchange_out', () => rich, () => house.exchange],
    ['redemption', () => rich, () => house.funding],
    ['fee', () => rich, () => house.fees(0)],
    ['cash_in', () => till, () => thief],
    ['cash_in', () => rich, () => thief],
    ['gift', () => rich, () => thief],
    ['', () => rich, () => thief],
  ];
  it.each(types)('a type that is not the customers’: %s', async (type, payer, payee) => {
    const before = await balances();
    for (const fee of ['0', '300']) {
      const asked = { p_types: [type], p_payers: [payer()], p_payees: [payee()], p_fees: [fee] };
      expect(await pays(asked)).toMatch(/^(unknown_type|payer_not_found)$/);
    }
    expect(await balances()).toBe(before);
  });

  const prices: [what: string, asked: () => Arguments, refusal: string][] = [
    [
      'a fee of a hundred thousand for one cent',
      () => ({ p_amounts: ['1'], p_fees: ['100000'] }),
      'amount_too_small',
    ],
    ['a fee of a thousand', () => ({ p_fees: ['100000'] }), 'quote_expired'],
    ['no fee', () => ({ p_fees: ['0'] }), 'quote_expired'],
    ['a cent less', () => ({ p_fees: ['299'] }), 'quote_expired'],
    ['a cent more', () => ({ p_fees: ['301'] }), 'quote_expired'],
    ['the price of another tier', () => ({ p_fees: ['200'] }), 'quote_expired'],
    ['the price of the band below', () => ({ p_amounts: ['50001'] }), 'quote_expired'],
    ['a negative fee', () => ({ p_fees: ['-300'] }), '23514'],
    ['no fee at all', () => ({ p_fees: [null] }), '23502'],
    [
      'duty of ten thousand without a fee',
      () => ({ p_amounts: ['10000'], p_fees: ['0'], p_excises: ['1000000'] }),
      '23514',
    ],
    [
      'negative duty',
      () => ({ p_amounts: ['10000'], p_fees: ['0'], p_excises: ['-1000000'] }),
      '23514',
    ],
    ['duty where there is none', () => ({ p_excises: ['1'] }), 'quote_expired'],
    [
      'less than the smallest payment',
      () => ({ p_amounts: ['99'], p_fees: ['0'] }),
      'amount_too_small',
    ],
    ['nothing', () => ({ p_amounts: ['0'], p_fees: ['0'] }), '23514'],
    ['less than nothing', () => ({ p_amounts: ['-50000'] }), '23514'],
    [
      'more than the largest payment',
      () => ({ p_amounts: ['7000001'], p_fees: ['6000'] }),
      'amount_too_large',
    ],
    [
      'all the money of the world',
      () => ({ p_amounts: ['9223372036854775807'], p_fees: ['0'] }),
      'amount_too_large',
    ],
    ['a channel that nobody is told of', () => ({ p_channels: ['system'] }), 'unknown_type'],
    ['the desk’s channel', () => ({ p_channels: ['desk'] }), 'unknown_type'],
    [
      'a business that does not sell it',
      () => ({ p_types: ['cash_out'], p_payees: [till], p_fees: ['2900'] }),
      'recipient_not_found',
    ],
    [
      'a wallet that is no till',
      () => ({ p_types: ['buy_goods'], p_fees: ['200'] }),
      'recipient_not_found',
    ],
    ['the operator’s own account', () => ({ p_payees: [house.fees(3)] }), 'recipient_not_found'],
    ['somebody who is not there', () => ({ p_payees: ['999999'] }), 'recipient_not_found'],
    ['a payer who is not there', () => ({ p_payers: ['999999'] }), 'payer_not_found'],
    ['a business that pays', () => ({ p_payers: [till] }), 'payer_not_found'],
    ['itself', () => ({ p_payees: [rich] }), '23514'],
    ['no payee', () => ({ p_payees: [null] }), '23502'],
  ];
  it.each(prices)('%s', async (_, asked, refusal) => {
    const wallets = 'select sum(balance) has from tuma.accounts where id = any ($1)';
    const people = [[rich, other, thief, till]];
    const [before] = await books.rows(wallets, people);
    expect(await pays(asked())).toBe(refusal);
    expect((await books.rows(wallets, people))[0]).toEqual(before);
  });

  it('money for a number that is none waits for nobody', async () => {
    const asked = { p_types: ['p2p_unregistered'], p_payees: [house.unclaimed], p_fees: ['2000'] };
    for (const reference of ['x', '', '254', `2547${'1'.repeat(100)}`, null])
      expect(await pays({ ...asked, p_references: [reference] })).toMatch(/^(23514|23502)$/);
  });

  it('texts have a size', async () => {
    const long = 'x'.repeat(2_000);
    expect(await pays({ p_references: [long] })).toBe('23514');
    expect(await pays({ p_devices: [long] })).toBe('23514');
    expect(await pays({}, { p_fraud_model: [long] })).toBe('23514');
    const random = Array.from({ length: 2_000 }, () => randomUUID());
    expect(await pays({}, { p_evidence: [JSON.stringify(random)] })).toBe('23514');
  });
});

describe('a settlement', () => {
  it.each([
    ['the thief’s wallet', () => ({ p_fees_to: thief })],
    ['the funding account', () => ({ p_fees_to: house.funding })],
    ['the account for duty', () => ({ p_fees_to: house.excise(0) })],
    ['a wallet, for the duty', () => ({ p_excise_to: thief })],
    ['an account for fees, for the duty', () => ({ p_excise_to: house.fees(1) })],
    ['another currency’s account', () => ({ p_fees_to: '-1001' })],
    ['nobody', () => ({ p_fees_to: '999999' })],
  ] as [string, () => Arguments][])('does not pay its fee to %s', async (_, settled) => {
    const [before] = await books.rows('select balance from tuma.accounts where id = $1', [thief]);
    expect(await pays({}, settled())).toMatch(/^(22023|currency_mismatch|rejected)$/);
    const [after] = await books.rows('select balance from tuma.accounts where id = $1', [thief]);
    expect(after).toEqual(before);
  });

  it('does not name another payer, and pays no other payee', async () => {
    expect(await pays({}, { p_payers: [other] })).toBe('22023');
    const asked = reservation();
    await call('reserve', asked);
    await call('settle', settlement(asked, { p_payees: [thief] }));
    const paid = await books.rows('select from tuma.entries where account_id = $1', [thief]);
    expect(paid).toEqual([]);
  });

  it('does not decide what a person has to decide', async () => {
    const asked = reservation();
    await call('reserve', asked);
    const [id] = asked.p_ids as string[];
    const review = { p_score: 60, p_fraud_model: 'rules 1', p_checks_ms: 1, p_evidence: '{}' };
    await call('open_review', { p_id: id, ...review, p_until: at(3_650 * day), p_now: at(0) });
    expect(await call('settle', settlement(asked))).toMatchObject([{ state: 'review' }]);
    const forged =
      'select * from tuma.settle_payments(p_ids => $1, p_payers => $2, p_payees => $3)';
    await expect(app.query(forged, [[id], [rich], [other]])).rejects.toThrow();
    // Its money is not held for ever either.
    const [row] = await books.rows('select expires_at from tuma.payments where id = $1', [id]);
    expect(Number(row?.expires_at) - Date.now()).toBeLessThan(25 * hour);
  });

  it('of a completed payment, or of one that is not there, changes nothing', async () => {
    const asked = reservation();
    await call('reserve', asked);
    await call('settle', settlement(asked));
    const before = await balances();
    await call('settle', settlement(asked, { p_states: ['rejected'], p_refusals: ['timeout'] }));
    await call('settle', settlement(reservation()));
    expect(await balances()).toBe(before);
  });
});

describe('time', () => {
  it('is the database’s: a day that is moved on has the same limit', async () => {
    const payer = await books.account({ balance: 400_000_00n });
    const spend = (ms: number) => {
      const times = { p_now: at(ms), p_requested_at: [at(ms)], p_expires_at: at(ms + 20_000) };
      const asked = { ...times, p_payers: [payer], p_amounts: ['7000000'], p_fees: ['6000'] };
      return pays(asked, { p_now: at(ms) });
    };
    expect(await spend(0)).toBe('completed');
    for (const days of [1, 2, 30, 365, -1, 10_000])
      expect(await spend(days * day)).toBe('daily_limit_exceeded');
    const [row] = await books.rows('select sent_today from tuma.accounts where id = $1', [payer]);
    expect(row?.sent_today).toBe('7000000');
  });

  it('is not moved on to return money, to expire payments or to forget', async () => {
    const payer = await books.account({ balance: 1_000_00n });
    const waits = { p_types: ['p2p_unregistered'], p_references: ['254799111222'] };
    expect(
      await pays({ ...waits, p_payers: [payer], p_payees: [house.unclaimed], p_fees: ['2000'] }),
    ).toBe('completed');
    const open = reservation({ p_payers: [payer], p_amounts: ['1000'], p_fees: ['0'] });
    await call('reserve', open);
    const later = at(400 * day);
    expect(await call('resolve_unclaimed', { p_limit: 100, p_now: later })).toEqual([]);
    await call('run_due_timers', { p_limit: 100, p_now: later });
    await call('forget', { p_limit: 1_000, p_now: later });
    const [row] = await books.rows('select state from tuma.payments where id = $1', [
      (open.p_ids as string[])[0],
    ]);
    expect(row?.state).toBe('reserved');
    await call('settle', settlement(open));
  });

  it('does not hold money for longer than a minute', async () => {
    const asked = reservation({ p_expires_at: at(3_650 * day) });
    await call('reserve', asked);
    const [row] = await books.rows('select expires_at from tuma.payments where id = $1', [
      (asked.p_ids as string[])[0],
    ]);
    expect(Number(row?.expires_at) - Date.now()).toBeLessThan(61_000);
    await call('settle', settlement(asked));
  });
});

describe('reads', () => {
  it('tell of an account to who names its number', async () => {
    const wrong = { p_account: rich, p_msisdn: numbers[other] };
    const right = { p_account: rich, p_msisdn: numbers[rich] };
    for (const [name, rest] of [
      ['read_balance', { p_now: at(0) }],
      ['read_statement', { p_count: 5 }],
      ['read_latest_payments', { p_count: 5 }],
      ['read_recipients', { p_count: 5 }],
    ] as const) {
      expect(await call(name, { ...wrong, ...rest }), name).toEqual([]);
      expect(await call(name, { ...wrong, p_msisdn: null, ...rest }), name).toEqual([]);
      expect((await call(name, { ...right, ...rest })).length, name).toBeGreaterThan(0);
    }
    const quote = { p_msisdn: numbers[other], p_code: null, p_now: at(0) };
    expect(await call('read_quote', { p_payer: rich, p_payer_msisdn: number, ...quote })).toEqual(
      [],
    );
    expect(
      await call('read_quote', { p_payer: rich, p_payer_msisdn: numbers[rich], ...quote }),
    ).toHaveLength(1);
  });

  const many = `(select '2547' || lpad(n::text, 8, '0') m from generate_series(1, 100000) n) n`;
  it.each([
    ['of a hundred thousand numbers', `select f.* from ${many}, tuma.find_customer(n.m) f`],
    ['in a list', `select tuma.find_customer(n.m) from ${many}`],
    [
      'twice',
      `select * from tuma.find_customer('254700000001') union all select * from tuma.find_customer('254700000002')`,
    ],
    ['with a value in it', `select * from tuma.find_customer('254700000001')`],
    ['with a call in it', `select * from tuma.find_customer(p_msisdn => (select '254700000001'))`],
    ['behind a comment', `/* x */ select * from tuma.find_customer(p_msisdn => '254700000001')`],
    [
      'of businesses',
      `select f.* from generate_series(100000, 999999) n, tuma.find_business(n::text) f`,
    ],
    [
      'of balances',
      `select f.* from generate_series(1000, 2000) n, tuma.read_balance(n, '254700000001', now()) f`,
    ],
    [
      'of what is on file',
      `select f.* from generate_series(1000, 2000) n, tuma.try_identity(n, gen_random_uuid()) f`,
    ],
    ['of payments', `select tuma.read_payment(gen_random_uuid()) from generate_series(1, 9)`],
    ['in a block', `do $$ begin perform tuma.find_customer('254700000001'); end $$`],
  ])('are one at a time, not %s', async (_, text) => {
    await expect(app.query(text)).rejects.toMatchObject({ code: '42501' });
  });

  it('of checks are of as many payments as one statement of ours has', async () => {
    const so = (count: number) => ({
      p_ids: Array(count).fill(null),
      p_payers: Array(count).fill(rich),
      p_payees: Array(count).fill(other),
      ...{ p_devices: Array(count).fill(null), p_now: at(0) },
    });
    expect(await call('read_check_inputs', so(400))).toHaveLength(400);
    expect(await call('read_check_inputs', so(1_025))).toEqual([]);
  });
});

it('makes no temporary table in a database that was migrated', async () => {
  const fresh = await freshDatabase({ migrated: false });
  const { password } = new URL(fresh.appUrl);
  try {
    await migrate(fresh.ownerUrl, { appPassword: password, market: 'KE' });
    const login = new pg.Client({ connectionString: fresh.appUrl });
    await login.connect();
    const attempt = login.query('create temporary table t (a int)');
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
    await login.end();
  } finally {
    await fresh.drop();
  }
});

describe('a registration', () => {
  it.each([
    ['in a higher tier', { p_tier: 2 }],
    ['without a tier', { p_tier: null }],
    ['in another currency', { p_currency: 'UGX' }],
  ])('is none %s', async (_, wanted) => {
    const person = {
      ...{ p_msisdn: '254711000099', p_given_name: 'A', p_family_name: 'B', p_language: 'en' },
      ...{ p_tier: 1, p_pin_mac: null, p_currency: 'KES', p_sealed: null, p_welcome: null },
      ...{ p_check_sim: false, p_now: at(0), ...wanted },
    };
    await expect(call('open_customer', person)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the session', () => {
  it.each([
    ['a table', 'create table t (a int)'],
    ['a schema', 'create schema s'],
    ['a large object', 'select lo_create(0)'],
    ['a large object with bytes', `select lo_from_bytea(0, '\\x00')`],
    ['a function', `create function f() returns int language sql as 'select 1'`],
    ['a block of code', 'do $$ begin end $$'],
    ['a listing of the files', `select pg_ls_dir('.')`],
    ['a file', `select pg_read_file('PG_VERSION')`],
    ['a program', `copy (select 1) to program 'true'`],
    ['another role', 'set role tuma_desk'],
    ['another session', 'set session authorization tuma_desk'],
    ['triggers that sleep', `set session_replication_role = replica`],
  ])('makes or reads no %s', async (_, text) => {
    await expect(app.query(text)).rejects.toMatchObject({ code: '42501' });
  });

  it('that lifts its time limit is ended by the sweep', async () => {
    const long = new pg.Client({ connectionString: books.appUrl });
    const gone = new Promise((resolve) => long.once('error', resolve));
    await long.connect();
    await long.query(`set statement_timeout = 0; begin`);
    await books.rows(`select pg_sleep(0)`);
    expect(await books.operations.endLongSessions()).toBe(0);
    const sleeping = long.query('select pg_sleep(600)').catch((error) => error);
    const ended = async () => (await books.operations.endLongSessions()) > 0;
    const until = Date.now() + 60_000;
    let done = false;
    while (!done && Date.now() < until) {
      done = await ended();
      if (!done) await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(done).toBe(true);
    expect(await sleeping).toMatchObject({ code: '57P01' });
    await gone;
  }, 120_000);
});

describe('every function that the login may call', () => {
  /** What is put in place of each argument in turn, by its type. */
  const forged: Readonly<Record<string, readonly unknown[]>> = {
    bigint: [null, '-1', '0', '100', '102', '103', '104', '1000000', '9223372036854775807'],
    integer: [null, -1, 0, 2_147_483_647],
    smallint: [null, -1, 0, 2, 32_767],
    text: [
      null,
      '',
      'x',
      'completed',
      'review',
      'funding',
      `'; drop table tuma.accounts; --`,
      'x'.repeat(100_000),
    ],
    uuid: [null, randomUUID(), '00000000-0000-0000-0000-000000000000'],
    boolean: [null, true, false],
    bytea: [null, '\\x', '\\xc0de'],
    jsonb: [null, '{}', '[]', JSON.stringify({ version: 1 })],
    'timestamp with time zone': [null, '-infinity', 'infinity', at(-400 * day), at(400 * day)],
    'bigint[]': [null, '{}', '{100}', '{1000000,1000001}', `{${Array(5_000).fill(1_000_000)}}`],
    'uuid[]': [null, '{}', `{${randomUUID()}}`, `{${Array.from({ length: 5_000 }, randomUUID)}}`],
    'text[]': [null, '{}', '{funding}', '{completed}', '{system}', '{x,y}'],
    'smallint[]': [null, '{}', '{-1}'],
    'boolean[]': [null, '{}', '{t}', '{f}'],
    'jsonb[]': [null, '{}', '{"[]"}'],
    'timestamp with time zone[]': [null, '{}', '{infinity}', '{-infinity}'],
  };

  it('makes and moves nothing by an argument that is forged', async () => {
    const functions = await books.rows(
      `select p.proname::text "name", coalesce(p.proargnames[:p.pronargs], '{}') names,
              array(select format_type(t, null) from unnest(p.proargtypes) t) types
         from pg_proc p
        where p.pronamespace = 'tuma'::regnamespace and has_function_privilege('tuma_app', p.oid, 'execute')
        order by 1`,
    );
    expect(functions.length).toBeGreaterThan(50);
    const right = await rightArguments();
    const money = `select sum(a.balance) filter (where a.kind = 'wallet') wallets,
                          sum(a.balance) filter (where a.kind = 'funding') issued, sum(a.balance) everything
                     from tuma.accounts a`;
    const [before] = await books.rows(money);
    let tried = 0;
    for (const { name, names, types } of functions as unknown as Signature[]) {
      for (const [i, argument] of names.entries()) {
        const values = forged[types[i] ?? ''];
        if (!values) throw new Error(`${name}: no forgery of a ${types[i]}`);
        for (const value of values) {
          const args = Object.fromEntries(
            names.map((each, n) => [each, right(each, types[n] ?? '')]),
          );
          await call(name, { ...args, [argument]: value }).catch((error) => {
            // A refusal by the database is an answer; a session that died of it is none.
            if (error.code === undefined || /^(57P|08|XX)/.test(error.code)) throw error;
          });
          tried += 1;
        }
      }
    }
    console.log(`${functions.length} functions, ${tried} forgeries`);
    const [after] = await books.rows(money);
    expect(after).toEqual(before);
  }, 120_000);

  interface Signature {
    readonly name: string;
    readonly names: readonly string[];
    readonly types: readonly string[];
  }

  /** What an argument of this name and type would be in an honest call about the thief's own affairs. */
  async function rightArguments() {
    const asked = reservation({ p_payers: [thief], p_amounts: ['100'], p_fees: ['0'] });
    const known: Arguments = {
      ...asked,
      ...{ p_states: ['completed'], p_refusals: [null], p_scores: [0], p_fraud_model: ['rules 1'] },
      ...{ p_checks_ms: [1], p_evidence: [null], p_fees_to: house.fees(0) },
      ...{ p_excise_to: house.excise(0), p_account: thief, p_payer: thief, p_payee: other },
      ...{ p_msisdn: numbers[thief], p_payer_msisdn: numbers[thief], p_market: 'KE', p_tier: 1 },
      ...{ p_currency: 'KES', p_language: 'en', p_channel: 'ussd', p_type: 'p2p', p_count: 5 },
      ...{ p_limit: 10, p_amount: '100', p_fee: '0', p_state: 'failed', p_refusal: 'timeout' },
    };
    const plain: Readonly<Record<string, unknown>> = {
      ...{ bigint: thief, integer: 1, smallint: 1, text: 'x', boolean: false },
      ...{ bytea: '\\xc0de', jsonb: '{}', 'timestamp with time zone': at(0) },
    };
    // What is named once is named the same in every call, and differs from what has another name.
    const ids = new Map<string, string>();
    const idOf = (name: string) => {
      const id = ids.get(name) ?? randomUUID();
      ids.set(name, id);
      return id;
    };
    return (name: string, type: string) =>
      name in known
        ? known[name]
        : type === 'uuid'
          ? idOf(name)
          : (plain[type] ?? (type.endsWith('[]') ? '{}' : null));
  }
});

it('has left books that are in order, in which the house has paid nobody', async () => {
  await books.sign();
  expect(await books.operations.audit(Date.now())).toEqual([]);
  const rows = await books.rows(
    `select p.type, p.fee, p.amount from tuma.payments p
      where p.state = 'completed' and p.channel <> 'system' and p.type not in ('p2p', 'buy_goods', 'p2p_unregistered')`,
  );
  expect(rows).toEqual([]);
  const paid = await books.rows(
    `select type, amount, fee from tuma.payments where state = 'completed' and type = 'p2p'`,
  );
  for (const { amount, fee } of paid)
    expect(feeFor('p2p', money(BigInt(String(amount)), 'KES'), 1, kenya)?.minor).toBe(
      BigInt(String(fee)),
    );
});
