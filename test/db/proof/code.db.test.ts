/** What a superuser changes of the database itself, or of the data that the books follow, is named by the code's own checks. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sql } from '../../../db/driver/sql.ts';
import { migrate } from '../../../db/migrate.ts';
import { catalogueViolations } from '../../../db/proof/catalogue.ts';
import { referenceViolations } from '../../../db/proof/reference.ts';
import { type FreshDatabase, freshDatabase } from '../../support/books/postgres.ts';

let database: FreshDatabase;
let owner: pg.Client;
let app: pg.Client;
beforeAll(async () => {
  database = await freshDatabase({ market: 'KE' });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  app = new pg.Client({ connectionString: database.appUrl });
  await owner.connect();
  await app.connect();
});
afterAll(async () => {
  await owner.end();
  await app.end();
  await database.drop();
});

const through = (client: pg.Client): Sql => {
  return async <Row>(text: string, params: readonly unknown[]) =>
    (await client.query(text, [...params])).rows as Row[];
};

async function found(sql: Sql): Promise<string[]> {
  const all = [...(await catalogueViolations(sql)), ...(await referenceViolations(sql, 'KE'))];
  return all.map(({ subject, detail }) => `${subject} ${detail}`);
}

const body = `language sql stable security definer set search_path = '' as`;

/** What is changed by hand, and the beginning of what is said of it. */
const changes: readonly [what: string, change: string, said: string][] = [
  [
    'the audit finds nothing any more',
    `create or replace function tuma.audit(p_now timestamptz default now(), p_check text default null)
       returns table (invariant text, subject text, detail text)
       ${body} $$ select ''::text, ''::text, ''::text where false $$`,
    'function tuma.audit(timestamp with time zone,text) is another: CREATE OR REPLACE FUNCTION',
  ],
  [
    'an invariant is empty',
    `create or replace view tuma.audit_05_available_is_not_negative as
       select ''::text subject, ''::text detail where false`,
    'view tuma.audit_05_available_is_not_negative is another: ',
  ],
  [
    'an invariant is gone',
    'drop view tuma.audit_22_money_is_issued_by_somebody',
    'view tuma.audit_22_money_is_issued_by_somebody is missing',
  ],
  [
    'what the audit reads tells less',
    `create or replace view tuma.taken_back as select null::uuid payment_id, 0::bigint amount where false`,
    'view tuma.taken_back is another: ',
  ],
  [
    'what the audit reads of the rules is made up',
    `alter function tuma.reference_data() rename to reference_data_was;
     create function tuma.reference_data() returns table (name text, "row" jsonb)
       ${body} $$ select * from tuma.reference_data_was() $$`,
    'function tuma.reference_data() is another: ',
  ],
  [
    'a function does something else',
    `create or replace function tuma.block_account(p_account bigint, p_msisdn text) returns boolean ${body.replace('stable', '')} 'select true'`,
    'function tuma.block_account(bigint,text) is another: ',
  ],
  [
    'a function runs with the rights of whoever calls it',
    'alter function tuma.find_customer(text, text) security invoker',
    'function tuma.find_customer(text,text) is another: ',
  ],
  [
    'a function looks for names elsewhere',
    'alter function tuma.find_customer(text, text) set search_path = public',
    'function tuma.find_customer(text,text) is another: ',
  ],
  [
    'a function was added',
    `create function tuma.make_money() returns void language sql as ''`,
    'function tuma.make_money() is not of the code: ',
  ],
  [
    'a function is another’s',
    'alter function tuma.audit_report(timestamptz) owner to tuma_desk',
    'owner of function tuma.audit_report(timestamp with time zone) is not of the code: tuma_desk',
  ],
  [
    'a guard is gone',
    'drop trigger entries_stay on tuma.entries',
    'trigger entries_stay on tuma.entries is missing',
  ],
  [
    'a guard is off',
    'alter table tuma.payments disable trigger payments_end_once',
    'trigger payments_end_once on tuma.payments is another: disabled ',
  ],
  [
    'all guards of a table are off',
    'alter table tuma.operator_actions disable trigger all',
    'trigger operator_actions_stay on tuma.operator_actions is another: disabled ',
  ],
  [
    'a guard lets more pass',
    `drop trigger payments_end_once on tuma.payments;
     create trigger payments_end_once after update on tuma.payments for each row
       when (old.ended_at < '2000-01-01') execute function tuma.forbid_change()`,
    'trigger payments_end_once on tuma.payments is another: ',
  ],
  [
    'the guard forbids nothing',
    `create or replace function tuma.forbid_change() returns trigger language plpgsql as 'begin return new; end'`,
    'function tuma.forbid_change() is another: ',
  ],
  [
    'a trigger was added',
    `create function public.skim() returns trigger language plpgsql as 'begin return new; end';
     create trigger skim before insert on tuma.payments for each row execute function public.skim()`,
    'trigger skim on tuma.payments is not of the code: ',
  ],
  [
    'a rule writes elsewhere',
    'create rule no_actions as on insert to tuma.operator_actions do instead nothing',
    'rule no_actions on tuma.operator_actions is not of the code: ',
  ],
  [
    'rows are hidden',
    `alter table tuma.entries enable row level security, force row level security;
     create policy hide on tuma.entries using (account_id <> 1001)`,
    'policy hide on tuma.entries is not of the code: ',
  ],
  [
    'a check is gone',
    'alter table tuma.accounts drop constraint accounts_available',
    'constraint accounts_available on tuma.accounts is missing',
  ],
  [
    'a check is weaker',
    `alter table tuma.payments drop constraint payments_amount;
     alter table tuma.payments add constraint payments_amount check (fee >= 0)`,
    'constraint payments_amount on tuma.payments is another: ',
  ],
  [
    'a check does not hold for what is there',
    `alter table tuma.payments drop constraint payments_parties;
     alter table tuma.payments add constraint payments_parties check (payer <> payee) not valid`,
    'constraint payments_parties on tuma.payments is another: ',
  ],
  [
    'a number is not unique any more',
    'alter table tuma.customers drop constraint customers_msisdn_unique',
    'constraint customers_msisdn_unique on tuma.customers is missing',
  ],
  [
    'a bank’s reference moves money twice',
    'drop index tuma.operator_actions_bank',
    'index tuma.operator_actions_bank is missing',
  ],
  [
    'a column has another default',
    'alter table tuma.accounts alter may_be_negative set default true',
    'table tuma.accounts is another: ',
  ],
  ['a table was added', 'create table tuma.copies ()', 'table tuma.copies is not of the code'],
  [
    'a column was added',
    'alter table tuma.customers add pin text',
    'table tuma.customers is another: ',
  ],
  [
    'numbers are given out in other steps',
    'alter sequence tuma.payments_number_seq increment 2',
    'sequence tuma.payments_number_seq is another: ',
  ],
  [
    'the Worker may read a table',
    'grant select on tuma.customers to tuma_app',
    'rights of tuma_app on relation tuma.customers is not of the code: SELECT',
  ],
  [
    'the Worker may write a column',
    'grant update (balance) on tuma.accounts to tuma_app',
    'rights of tuma_app on column tuma.accounts.balance is not of the code: UPDATE',
  ],
  [
    'the Worker may issue money',
    'grant execute on function tuma.fund to tuma_app',
    'rights of tuma_app on function tuma.fund(',
  ],
  [
    'everybody may decide reviews',
    'grant execute on function tuma.decide_review to public',
    'rights of public on function tuma.decide_review(',
  ],
  [
    'a stranger may read the schema',
    'create role mallory; grant usage on schema tuma to mallory',
    'rights of mallory on schema tuma is not of the code: USAGE',
  ],
  [
    'whatever is made later is open to the Worker',
    'alter default privileges in schema tuma grant all on tables to tuma_app',
    'default rights in tuma ',
  ],
  [
    'the desk may read what PostgreSQL keeps of roles',
    'grant select on pg_catalog.pg_authid to tuma_desk',
    'rights of tuma_desk on relation pg_authid is not of the code: SELECT',
  ],
  [
    'the Worker may switch triggers off',
    'grant set on parameter session_replication_role to tuma_app',
    'rights of tuma_app on parameter session_replication_role is not of the code: SET',
  ],
  ['the Worker may do anything', 'alter role tuma_app superuser', 'role tuma_app is another: t '],
  ['the desk passes by policies', 'alter role tuma_desk bypassrls', 'role tuma_desk is another: '],
  [
    'the Worker may become another',
    'grant pg_read_all_data to tuma_app',
    'membership of tuma_app in pg_read_all_data is not of the code',
  ],
  [
    'a stranger may become the desk',
    'create role oscar login; grant tuma_desk to oscar',
    'membership of oscar in tuma_desk is not of the code',
  ],
  [
    'the Worker’s statements end never',
    'alter role tuma_app set statement_timeout = 0',
    'setting of tuma_app: statement_timeout is another: 0',
  ],
  [
    'the Worker’s sessions find other tables',
    'alter role tuma_app set search_path = mine',
    'setting of tuma_app: search_path is not of the code: mine',
  ],
  [
    'no trigger runs in this session',
    'set local session_replication_role = replica',
    'setting of the server: session_replication_role is another: replica',
  ],
  [
    'a tier allows more',
    `update tuma.tiers set send_daily = send_daily * 10 where (market, tier) = ('KE', 1)`,
    'tiers KE 1 send_daily is 70000000, not 7000000',
  ],
  [
    'a tier takes more payments',
    `update tuma.tiers set receive_weekly_count = 999999 where (market, tier) = ('KE', 1)`,
    'tiers KE 1 receive_weekly_count is 999999, not ',
  ],
  [
    'a tier is gone',
    `delete from tuma.tiers where (market, tier) = ('KE', 2)`,
    'tiers KE 2 is missing',
  ],
  [
    'there is a tier without limits',
    `insert into tuma.tiers select * from json_populate_record((select t from tuma.tiers t limit 1),
       '{"market": "KE", "tier": 9}')`,
    'tiers KE 9 is not of the code',
  ],
  [
    'a payment type counts toward no limit',
    `update tuma.payment_rules set counts_toward_limits = false where type = 'p2p'`,
    'payment_rules p2p counts_toward_limits is false, not true',
  ],
  [
    'a payment type takes money from anywhere',
    `update tuma.payment_rules set payers = payers || '{funding}' where type = 'p2p'`,
    'payment_rules p2p payers is [wallet funding], not [wallet]',
  ],
  [
    'a payment type is told to nobody',
    `update tuma.payment_rules set notifies_payer = false where type = 'cash_out'`,
    'payment_rules cash_out notifies_payer is false, not true',
  ],
  [
    'a payment type is gone',
    `delete from tuma.payment_rules where type = 'reversal'`,
    'payment_rules reversal is missing',
  ],
  [
    'the house’s fees may be below zero',
    'update tuma.accounts set may_be_negative = true where id = 1',
    'system_accounts 1 may_be_negative is true, not false',
  ],
  [
    'a house’s account is of another kind',
    `update tuma.accounts set kind = 'funding' where id = 102`,
    'system_accounts 102 kind is funding, not airtime',
  ],
  [
    'there is one more account that money comes from',
    `insert into tuma.accounts (kind, currency, may_be_negative) values ('funding', 'KES', true)`,
    'system_accounts 1',
  ],
  [
    'a price is lower',
    `update tuma.price_lists set fees = array_fill(0::bigint, array[cardinality(fees)])
      where (market, type, tier) = ('KE', 'p2p', 1)`,
    'price_lists KE p2p 1 infinity fees is [0 ',
  ],
  [
    'a price that was replaced stands for ever',
    `insert into tuma.price_lists
     select (json_populate_record(l, '{"until": "2099-01-01"}')).* from tuma.price_lists l
      where (market, type, tier) = ('KE', 'cash_out', 1)`,
    'price_lists KE cash_out 1 2099-01-01',
  ],
  [
    'money waits longer',
    `update tuma.markets set claim_days = 3650 where market = 'KE'`,
    'markets KE claim_days is 3650, not ',
  ],
  [
    'a caller’s clock decides',
    `update tuma.home set clock_tolerance = '10 years'`,
    'home KE clock_tolerance is 10 years, not 00:01:00',
  ],
  [
    'these are another market’s books',
    `insert into tuma.home (market) values ('TZ') on conflict ("only") do update set market = 'TZ'`,
    'home TZ is not of the code',
  ],
];

describe('the code’s own checks', () => {
  it('find nothing in a database that migrations made, as the owner and as the Worker', async () => {
    expect(await found(through(owner))).toEqual([]);
    expect(await found(through(app))).toEqual([]);
  });

  // Changes that meet stand side by side, so that no group has both.
  it.each([0, 1, 2, 3, 4])('name each change of a group, %s', async (group) => {
    const together = changes.filter((_, i) => i % 5 === group);
    await owner.query('begin');
    try {
      // Not even a trigger of ours stands in the way of who owns the server.
      await owner.query('set local session_replication_role = replica');
      for (const [what, change] of together) {
        await owner.query(change).catch((error) => {
          throw new Error(`${what}: ${error}`);
        });
      }
      if (!together.some(([, change]) => change.endsWith('= replica'))) {
        await owner.query('set local session_replication_role = origin');
      }
      const lines = await found(through(owner));
      const unnamed = together.filter(([, , said]) => !lines.some((line) => line.startsWith(said)));
      expect(unnamed, lines.join('\n')).toEqual([]);
    } finally {
      await owner.query('rollback');
    }
  });
});

describe('a migration', () => {
  it('puts right what its files make, names what it cannot, and is quiet when all is right', async () => {
    const lines: string[] = [];
    const run = () =>
      migrate(database.ownerUrl, { appPassword: 'app', log: (line) => lines.push(line) });
    await run();
    expect(lines).toEqual([]);
    await owner.query(`
      create or replace view tuma.audit_05_available_is_not_negative as select ''::text subject, ''::text detail where false;
      alter table tuma.payments disable trigger payments_end_once;
      grant select on tuma.customers to tuma_app;
      update tuma.tiers set send_daily = 1 where (market, tier) = ('KE', 1);
      alter table tuma.accounts drop constraint accounts_held`);
    await run();
    expect(lines.filter((line) => line.startsWith('changed by hand: '))).toHaveLength(5);
    expect(lines.filter((line) => line.startsWith('differs from the code: '))).toEqual([
      'differs from the code: constraint accounts_held on tuma.accounts is missing',
    ]);
    expect(await found(through(owner))).toEqual([
      'constraint accounts_held on tuma.accounts is missing',
    ]);
    await owner.query('alter table tuma.accounts add constraint accounts_held check (held >= 0)');
    lines.length = 0;
    await run();
    expect(lines).toEqual([]);
  });
});
