-- The views that functions, the audit and the owner of the books read. Every migration that finds a change makes them anew.

-- The events of payments, from the first to the last, for whoever follows a payment. Each fact is stored once, in the
-- payment's own row or its review's, by the commit that made it true.
create view tuma.events as
select p.id payment_id, 1 seq, 'payment.reserved' type, p.reserved_at at, null::jsonb data
  from tuma.payments p where p.reserved_at is not null
union all
select r.payment_id, 2, 'payment.review_opened', r.opened_at, null from tuma.reviews r
union all
select p.id, 1 + (p.reserved_at is not null)::integer + (r.payment_id is not null)::integer, 'payment.' || p.state,
       p.ended_at, p.evidence
  from tuma.payments p left join tuma.reviews r on r.payment_id = p.id where p.ended_at is not null;

-- Accounts with the number and name that people know them by: a phone's number or a business' code. System accounts have
-- neither. A customer who has no number any more is known by the wallet: W1234. Only a customer has a PIN.
create view tuma.parties as
select a.id account_id, a.kind, a.currency, a.status, coalesce(c.msisdn, b.code, 'W' || c.account_id) "number",
       coalesce(rtrim(c.given_name || ' ' || c.family_name), b.name) "name",
       case when c.pin_mac is null and c.account_id is not null then 'none'
            when c.pin_attempts >= 3 and coalesce(c.pin_locked_until > now(), true) then 'locked'
            when c.account_id is not null then 'set' end pin
  from tuma.accounts a
  left join tuma.customers c on c.account_id = a.id
  left join tuma.businesses b on b.account_id = a.id;

-- What was taken back of payments, by a reversal, a return or a refund: at most the payment's amount (a refund has its fee, too).
create view tuma.taken_back as
select b.linked_payment payment_id, least(b.amount, p.amount) amount
  from tuma.payments b
  join tuma.payment_rules r on r.type = b.type and r.takes_back
  join tuma.payments p on p.id = b.linked_payment
 where b.state = 'completed';

-- The receipts that are owed for ended payments: to payers of every end, to payees only where money arrived, as the rules of
-- the types say. Payments of the system itself (opening balances, demonstration data) have none. Nor have two parties that
-- nobody could tell: the operator's side of an adjustment, and the payer of a voided payment, who may not be in the books.
create view tuma.receipts_due as
select p.id payment_id, t.party
  from tuma.payments p
  join tuma.payment_rules r on r.type = p.type
 cross join lateral (values ('payer'::tuma.party, p.payer), ('payee', p.payee)) t (party, account)
  join tuma.accounts a on a.id = t.account and a.kind <> 'adjustment'
 where p.ended_at is not null and p.channel <> 'system'
   and case t.party when 'payer' then r.notifies_payer else p.state = 'completed' and r.notifies_payee end;

-- Who may report an ended payment: whoever is told of it. Its payer, whatever its end; its payee, where money arrived; the sender of
-- waiting money, also of what became of it; and whoever has, or had, the number that it waited for.
create view tuma.dispute_parties as
select p.id payment_id, p.payer account_id from tuma.payments p where p.ended_at is not null
union all
select p.id, p.payee from tuma.payments p where p.state = 'completed'
union all
select p.id, o.payer
  from tuma.payments p
  join tuma.payments o on o.id = p.linked_payment
  join tuma.payment_rules r on r.type = o.type and r.follow_up = 'await_claim'
 where p.state = 'completed'
union all
select p.id, n.account_id
  from tuma.payments p
  left join tuma.payments o on o.id = p.linked_payment
  join tuma.payment_rules r on r.type = coalesce(o.type, p.type) and r.follow_up = 'await_claim'
  join (select c.msisdn, c.account_id from tuma.customers c
        union all select f.msisdn, f.account_id from tuma.former_numbers f) n on n.msisdn = p.account_reference
 where p.state = 'completed';

-- The payments that some timer names. The audit proves that everything unfinished is among them, and asks with `not in`: that
-- reads the timers once, also where the planner has no statistics of them. `not exists` may read them all for each payment.
create view tuma.timed_payments as
select distinct u.id payment_id from tuma.payment_timers t, unnest(t.payments) u (id) where u.id is not null;

-- What may still come to an account, or is open about it, before it is closed: `what` says what it is, `since` since when. Where
-- `overdue_at` is not null, it should have come then and needs a person. Each part is found by an index of what is open.
create view tuma.owed as
-- Airtime that may fail yet and come back, and what has failed and could not be paid back.
select t.payer account_id, case when t.refund_due_at is null then 'delivery' else 'refund' end what, t.payment_id, t.at since,
       case t.state when 'sent' then t.at + interval '1 day' when 'unanswered' then t.at else t.stuck_since end overdue_at
  from tuma.airtime t where t.state not in ('delivered', 'failed') or t.refund_due_at is not null
union all
-- Money that it sent and that waits for its number, or for room in that wallet.
select u.payer, 'sent_waits', u.payment_id, p.ended_at, u.stuck_since
  from tuma.unclaimed u join tuma.payments p on p.id = u.payment_id where u.ended_by is null
union all
select c.account_id, 'waits_for_it', u.payment_id, p.ended_at, null
  from tuma.unclaimed u
  join tuma.payments p on p.id = u.payment_id
  join tuma.customers c on c.msisdn = u.msisdn
 where u.ended_by is null
union all
-- Reversals that wait: they would pay it, or take from it.
select a.id, case a.id when p.payer then 'reversal_to_it' else 'reversal_from_it' end, p.id, r.asked_at, null
  from tuma.reversals r
  join tuma.payments p on p.id = r.payment_id
  join tuma.accounts a on a.id in (p.payer, p.payee)
 where r.ended_by is null and r.refused_at is null
union all
-- Payments to it that a person decides about.
select p.payee, 'review', p.id, r.opened_at, null
  from tuma.reviews r join tuma.payments p on p.id = r.payment_id where r.decided_at is null
union all
select d.account_id, 'dispute', d.payment_id, d.opened_at, null from tuma.disputes d where d.closed_at is null;
