/** Writes past payments by the hundred thousand: the rows are those that the functions leave, and the books are in order. */
import type pg from 'pg';
import type { AccountId } from '../../../core/account.ts';

/**
 * Writes so many entries (a multiple of twice as many as there are accounts), two for a payment. Accounts pay each other
 * 1.00 in pairs, there and back again, so that each balance ends where it began. `owner` may write the tables.
 */
export async function addHistory(
  owner: pg.Client,
  accounts: readonly AccountId[],
  entries: number,
): Promise<void> {
  if (entries === 0) return;
  const rounds = entries / accounts.length;
  if (accounts.length % 2 !== 0 || rounds % 2 !== 0)
    throw new RangeError('somebody is not paid back');
  await owner.query('begin');
  await owner.query(
    `create temp table past on commit drop as
     select uuidv7(interval '-40 days') id, now() - interval '40 days' as at, round,
            case when round % 2 = 0 then a else b end payer,
            case when round % 2 = 0 then b else a end payee
       from generate_series(0, $2::integer - 1) round
      cross join (select $1::bigint[] ids) accounts
      cross join lateral (
        select ids[n] a, ids[n + 1] b from generate_series(1, cardinality(ids), 2) n
      ) pairs`,
    [accounts, rounds],
  );
  for (const statement of writing) await owner.query(statement);
  await owner.query('commit');
  await owner.query('vacuum (analyze)');
}

/** Each pair starts with its opening balances, and the account that is paid back returns to its own. */
const writing = [
  `update tuma.accounts a
      set entries = a.entries + u.rounds, sent_day = u.day, received_day = u.day,
          sent_today = u.times * 1_00, sent_week = u.times * 1_00, sent_month = u.times * 1_00,
          sent_today_count = u.times, sent_week_count = u.times, sent_month_count = u.times,
          received_today = u.times * 1_00, received_week = u.times * 1_00, received_month = u.times * 1_00,
          received_today_count = u.times, received_week_count = u.times, received_month_count = u.times
     from (select payer, count(*) times, 2 * count(*) rounds, min(at)::date "day" from past group by payer) u
    where a.id = u.payer`,
  `insert into tuma.payments (id, type, channel, state, payer, payee, amount, fee, day, received_day,
                              requested_at, reserved_at, expires_at, ended_at, payer_entry, payee_entry)
   select h.id, 'p2p', 'ussd', 'completed', h.payer, h.payee, 1_00, 0, h.at::date, h.at::date, h.at, h.at, h.at, h.at,
          a.entries - r.rounds + h.round + 1, b.entries - r.rounds + h.round + 1
     from past h
     join tuma.accounts a on a.id = h.payer
     join tuma.accounts b on b.id = h.payee
    cross join (select max(round) + 1 rounds from past) r`,
  `insert into tuma.entries (account_id, seq, payment_id, amount, balance)
   select l.account, l.seq, p.id, l.change, a.balance + case when l.there then l.change else 0 end
     from past h join tuma.payments p on p.id = h.id
    cross join lateral (
      values (p.payer, p.payer_entry, -1_00, p.payer < p.payee), (p.payee, p.payee_entry, 1_00, p.payer < p.payee)
    ) l (account, seq, change, there)
     join tuma.accounts a on a.id = l.account`,
  `insert into tuma.receipts (about, party, state, attempts, at)
   select p.id, t.party::tuma.party, 'sent', 1, p.at
     from past p cross join (values ('payer'), ('payee')) t (party)`,
];
