/** Opens and funds customers by the thousand, in one transaction that leaves the books in order. */
import type pg from 'pg';
import type { AccountId } from '../../../core/account.ts';
import { kenya as market } from '../../../core/markets/ke.ts';
import type { Msisdn } from '../../../core/msisdn.ts';

export interface Opening {
  /** The opening balance, paid in from the funding account; 50,000.00 by default. */
  readonly balance?: bigint;
  readonly pinMac?: (msisdn: Msisdn) => string;
}

/** Makes numbers that the demonstration data do not use, behind the first `after` of them. */
export function numbers(count: number, after = 0): Msisdn[] {
  return Array.from({ length: count }, (_, i) => {
    return `25479${String(after + i).padStart(7, '0')}` as Msisdn;
  });
}

/** Opens a wallet for each number, and returns the accounts in the same order. `owner` may write the tables. */
export async function openAccounts(
  owner: pg.Client,
  msisdns: readonly Msisdn[],
  { balance = 50_000_00n, pinMac = () => '' }: Opening = {},
): Promise<AccountId[]> {
  await owner.query('begin');
  await owner.query(
    `create temp table opened on commit drop as
     select n, msisdn, decode(mac, 'hex') mac, uuidv7() payment,
            nextval(pg_get_serial_sequence('tuma.accounts', 'id')) account
       from unnest($1::text[], $2::text[]) with ordinality u (msisdn, mac, n)`,
    [msisdns, msisdns.map(pinMac)],
  );
  await owner.query(posting(), [balance.toString()]);
  const { rows } = await owner.query<{ account: string }>('select account from opened order by n');
  await owner.query('commit');
  await owner.query('vacuum (analyze) tuma.accounts, tuma.customers, tuma.payments');
  return rows.map(({ account }) => account);
}

/** Opens wallets without limits. The pipeline that a part builds decides which fraud rules apply to them. */
export async function openUnlimited(
  owner: pg.Client,
  msisdns: readonly Msisdn[],
): Promise<AccountId[]> {
  const opened = await openAccounts(owner, msisdns, { balance: 10_000_000_000_00n });
  await owner.query('update tuma.accounts set tier = null where id = any ($1)', [opened]);
  return opened;
}

/** Writes the rows of opening and funding, in one statement. $1 is the opening balance. */
function posting(): string {
  const { currency, timeZone } = market;
  return `
  with house as (
    select balance, entries, (now() at time zone '${timeZone}')::date as day
      from tuma.accounts where id = 100 for no key update
  ), wallets as (
    insert into tuma.accounts (id, kind, currency, tier, balance, entries) overriding system value
    select account, 'wallet', '${currency}', 1, $1::bigint, 1 from opened
  ), paid_out as (
    update tuma.accounts a
       set balance = a.balance - $1::bigint * o.count, entries = a.entries + o.count, sent_day = h.day
      from house h, (select count(*) count from opened) o where a.id = 100
  ), payments as (
    insert into tuma.payments (id, type, channel, state, payer, payee, amount, fee, day, received_day, requested_at,
                               reserved_at, expires_at, ended_at, payer_entry, payee_entry)
    select payment, 'funding', 'system', 'completed', 100, account, $1::bigint, 0, h.day, h.day, now(), now(), now(),
           now(), h.entries + n, 1
      from opened, house h
  ), signed as (
    insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, payment_id)
    select account, 'open', 'bench', 'opening balance', now(), payment from opened
  ), entries as (
    insert into tuma.entries (account_id, seq, payment_id, amount, balance)
    select 100, h.entries + n, payment, -$1::bigint, h.balance - n * $1::bigint from opened, house h
    union all
    select account, 1, payment, $1::bigint, $1::bigint from opened
  )
  insert into tuma.customers (msisdn, account_id, given_name, family_name, language, pin_mac)
  select msisdn, account, 'Akinyi', 'Otieno', 'en', mac from opened`;
}
