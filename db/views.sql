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
            when c.pin_attempts >= 3 then 'locked'
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
