/** Payments of days gone by, by the hundred thousand: rows as the functions leave them, and books in order. */
import type pg from 'pg';
import type { AccountId } from '../../core/payment.ts';

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
     select uuidv7(interval '-2 days') id, now() - interval '2 days' as at,
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

/** Before it the pair had what each was opened with; whoever is paid back has that again. */
const writing = [
  `insert into tuma.payments (id, type, channel, state, payer, payee, amount, fee, day, requested_at,
                              expires_at, ended_at)
   select id, 'p2p', 'ussd', 'completed', payer, payee, 1_00, 0, at::date, at, at, at from past`,
  `insert into tuma.entries (payment_id, account_id, amount, balance)
   select p.id, l.account, l.change, a.balance + case when l.there then l.change else 0 end
     from past p
    cross join lateral (
      values (p.payer, -1_00, p.payer < p.payee), (p.payee, 1_00, p.payer < p.payee)
    ) l (account, change, there)
     join tuma.accounts a on a.id = l.account`,
  `insert into tuma.events (payment_id, seq, type, at)
   select p.id, e.seq, e.type::tuma.event_type, p.at
     from past p cross join (values (1, 'payment.reserved'), (2, 'payment.completed')) e (seq, type)`,
  `insert into tuma.receipts (about, party, state, attempts, at)
   select p.id, t.party::tuma.party, 'sent', 1, p.at
     from past p cross join (values ('payer'), ('payee')) t (party)`,
];
