-- audit: the invariants of the books, a row per violation and none when all is well. Reads everything once; takes no
-- lock that anybody waits for. Numbers are those that the README lists.
create function tuma.audit(p_now timestamptz default now())
returns table (invariant text, subject text, detail text)
language sql stable security definer set search_path = '' as $$
  with
  legs as (
    select e.payment_id, sum(e.amount) total, count(*) legs
      from tuma.entries e group by e.payment_id
  ),
  posted as (
    select e.*, lag(e.balance, 1, 0) over w before, row_number() over w place
      from tuma.entries e window w as (partition by e.account_id order by e.seq)
  ),
  sums as (
    select e.account_id, sum(e.amount) total, count(*) entries from tuma.entries e group by e.account_id
  ),
  held as (
    select p.payer, sum(p.amount + p.payer_fee) total
      from tuma.payments p where p.ended_at is null group by p.payer
  ),
  sent as (
    select a.id,
           coalesce(sum(p.amount) filter (where p.day = a.sent_day), 0) today,
           count(*) filter (where p.day = a.sent_day) today_count,
           coalesce(sum(p.amount) filter (where p.day >= date_trunc('week', a.sent_day::timestamp)), 0) "week",
           count(*) filter (where p.day >= date_trunc('week', a.sent_day::timestamp)) week_count,
           coalesce(sum(p.amount) filter (where p.day >= date_trunc('month', a.sent_day::timestamp)), 0) "month",
           count(*) filter (where p.day >= date_trunc('month', a.sent_day::timestamp)) month_count
      from tuma.accounts a
      left join (tuma.payments p join tuma.payment_rules r on r.type = p.type and r.counts_toward_limits)
        on p.payer = a.id and p.state not in ('rejected', 'failed')
     group by a.id
  ),
  received as (
    select a.id,
           coalesce(sum(p.amount) filter (where p.received_day = a.received_day), 0) today,
           count(*) filter (where p.received_day = a.received_day) today_count,
           coalesce(sum(p.amount) filter (where p.received_day >= date_trunc('week', a.received_day::timestamp)), 0) "week",
           count(*) filter (where p.received_day >= date_trunc('week', a.received_day::timestamp)) week_count,
           coalesce(sum(p.amount) filter (where p.received_day >= date_trunc('month', a.received_day::timestamp)), 0) "month",
           count(*) filter (where p.received_day >= date_trunc('month', a.received_day::timestamp)) month_count
      from tuma.accounts a
      left join (tuma.payments p join tuma.payment_rules r on r.type = p.type and r.counts_toward_limits)
        on p.payee = a.id and p.state = 'completed'
     group by a.id
  ),
  timers as (
    select distinct u.id from tuma.payment_timers a, unnest(a.payments) u (id)
  )

  select '1 entries sum to zero', 'currency ' || a.currency, sum(e.amount)::text
    from tuma.entries e join tuma.accounts a on a.id = e.account_id
   group by a.currency having sum(e.amount) <> 0
  union all
  select '1 entries sum to zero', 'payment ' || l.payment_id, l.total::text
    from legs l where l.total <> 0
  union all
  select '1 one currency per payment', 'payment ' || e.payment_id, count(distinct a.currency)::text
    from tuma.entries e join tuma.accounts a on a.id = e.account_id
   group by e.payment_id having count(distinct a.currency) > 1

  union all
  select '2 completed payments have exactly their legs', 'payment ' || p.id,
         coalesce(l.legs, 0) || ' entries'
    from tuma.payments p
    left join legs l on l.payment_id = p.id
    left join tuma.entries d on d.account_id = p.payer and d.seq = p.payer_entry and d.payment_id = p.id
    left join tuma.entries c on c.account_id = p.payee and c.seq = p.payee_entry and c.payment_id = p.id
   where p.state = 'completed'
     and (l.legs is distinct from
            2 + (p.fee > coalesce(p.excise, 0))::integer + (coalesce(p.excise, 0) > 0)::integer
          or d.amount is distinct from -(p.amount + p.payer_fee)
          or c.amount is distinct from p.amount - p.payee_fee)
  union all
  select '2 only completed payments have entries', 'payment ' || l.payment_id, coalesce(p.state::text, 'unknown')
    from legs l left join tuma.payments p on p.id = l.payment_id
   where p.state is distinct from 'completed'
  union all
  select '2 fees go to fee revenue, and the duty on them to its account', 'payment ' || e.payment_id,
         'account ' || e.account_id
    from tuma.entries e
    join tuma.payments p on p.id = e.payment_id
    left join tuma.accounts a on a.id = e.account_id
   where (e.account_id, e.seq) <> all (array[(p.payer, p.payer_entry), (p.payee, p.payee_entry)])
     and e.amount is distinct from
         case a.kind when 'fee_revenue' then p.fee - coalesce(p.excise, 0) when 'excise' then p.excise end

  union all
  select '2 money moves between accounts of the kinds of its type', 'payment ' || p.id,
         p.type || ' from ' || coalesce(a.kind::text, 'nothing') || ' to ' || coalesce(b.kind::text, 'nothing')
    from tuma.payments p
    left join tuma.payment_rules r on r.type = p.type
    left join tuma.accounts a on a.id = p.payer
    left join tuma.accounts b on b.id = p.payee
   where p.state = 'completed' and not coalesce(a.kind = any (r.payers) and b.kind = any (r.payees), false)

  union all
  select '3 balances are the sum of entries', 'account ' || coalesce(a.id, s.account_id),
         coalesce(a.balance::text, 'no account') || ' against ' || coalesce(s.total, 0)
    from tuma.accounts a full join sums s on s.account_id = a.id
   where a.balance is distinct from coalesce(s.total, 0) or a.entries is distinct from coalesce(s.entries, 0)

  union all
  select '4 held money is the sum of open reservations', 'account ' || coalesce(a.id, h.payer),
         coalesce(a.held::text, 'no account') || ' against ' || coalesce(h.total, 0)
    from tuma.accounts a full join held h on h.payer = a.id
   where a.held is distinct from coalesce(h.total, 0)

  union all
  select '5 available is not negative', 'account ' || a.id, (a.balance - a.held)::text
    from tuma.accounts a where a.balance < a.held and not a.may_be_negative

  union all
  select '6 states follow the graph', 'payment ' || p.id,
         p.state || coalesce(' reserved at ' || p.reserved_at, '') || coalesce(' ended at ' || p.ended_at, '')
    from tuma.payments p left join tuma.reviews r on r.payment_id = p.id
   where not case p.state
           when 'reserved' then p.reserved_at is not null and r.payment_id is null
           when 'review' then p.reserved_at is not null and r.payment_id is not null and r.decided_at is null
           when 'completed' then p.reserved_at is not null and r.approved is not false
           else r.payment_id is null or r.approved is not null
         end

  union all
  select '8 limits count what was sent', 'account ' || a.id,
         a.sent_today || ' against ' || u.today || ' on ' || a.sent_day
    from tuma.accounts a join sent u on u.id = a.id
   where (a.sent_today, a.sent_week, a.sent_month) <> (u.today, u."week", u."month")
      or (a.sent_today_count, a.sent_week_count, a.sent_month_count) <> (u.today_count, u.week_count, u.month_count)
  union all
  select '8 limits count what was received', 'account ' || a.id,
         a.received_today || ' against ' || u.today || ' on ' || a.received_day
    from tuma.accounts a join received u on u.id = a.id
   where (a.received_today, a.received_week, a.received_month) <> (u.today, u."week", u."month")
      or (a.received_today_count, a.received_week_count, a.received_month_count) <> (u.today_count, u.week_count, u.month_count)
  union all
  select '8 no day is over its limit', 'account ' || a.id,
         u.today || ' of ' || a.daily_limit || ' on ' || a.sent_day
    from tuma.accounts a join sent u on u.id = a.id where u.today > a.daily_limit

  union all
  select '9 no reservation outlives its time', 'payment ' || p.id, p.state || ', expired at ' || p.expires_at
    from tuma.payments p where p.ended_at is null and p.expires_at < p_now - interval '1 minute'
  union all
  select '9 what is open has a timer', 'payment ' || p.id, 'expires at ' || p.expires_at
    from tuma.payments p where p.ended_at is null and not exists (select from timers g where g.id = p.id)

  union all
  -- A payment whose receipts nobody has begun to send has a timer, and no receipt yet.
  select '10 ends have exactly their receipts', 'payment ' || coalesce(o.payment_id, t.about),
         coalesce(o.party, t.party) || case when o.payment_id is null then ' has one' else ' has none' end
    from tuma.receipts_due o
    full join (select r.about, r.party from tuma.receipts r where r.party <> 'subscriber') t
           on t.about = o.payment_id and t.party = o.party
   where t.about is null and (exists (select from tuma.receipts r where r.about = o.payment_id)
                              or not exists (select from timers g where g.id = o.payment_id))
      or o.payment_id is null
  union all
  select '10 notices have exactly their receipts', 'notice ' || coalesce(n.id, r.about), 'not one'
    from tuma.notices n full join (select about from tuma.receipts where party = 'subscriber') r on r.about = n.id
   where n.id is null or r.about is null
  union all
  select '10 receipts are tried within a minute', 'payment ' || r.about || ' ' || r.party, 'since ' || r.at
    from tuma.receipts r where r.state = 'intended' and r.at < p_now - interval '1 minute'

  union all
  -- Numbered from 1 without a gap, each the sum of its amount and the one before it. (Receipts print these balances.)
  select '11 entries lead from balance to balance', 'account ' || b.account_id, 'entry ' || b.seq
    from posted b where b.seq <> b.place or b.balance <> b.before + b.amount

  union all
  select '12 timers run within a minute', 'commit ' || g.id, 'due at ' || g.due_at
    from tuma.payment_timers g where g.due_at < p_now - interval '1 minute'

  union all
  select '14 no PIN is tried past three', 'customer ' || c.id, c.pin_attempts::text
    from tuma.customers c where c.pin_attempts not between 0 and 3

  union all
  select '15 what waits is all in the house''s accounts', 'account ' || a.id, a.balance || ' against ' || w.total
    from tuma.accounts a
    left join lateral (
      select coalesce(sum(p.amount), 0) total
        from tuma.unclaimed u join tuma.payments p on p.id = u.payment_id where u.ended_by is null and p.payee = a.id
    ) w on true
   where a.kind = 'unclaimed' and a.balance <> w.total
  union all
  select '15 money that waits is claimed or returned, once', 'payment ' || coalesce(p.id, u.payment_id),
         coalesce(e.type::text, 'waiting')
    from (select * from tuma.payments where type = 'p2p_unregistered' and state = 'completed') p
    full join tuma.unclaimed u on u.payment_id = p.id
    left join tuma.payments e on e.id = u.ended_by
   where p.id is null or u.payment_id is null
      or (u.ended_by is not null and not coalesce(
            e.state = 'completed' and e.type in ('claim', 'return') and e.linked_payment = p.id and e.amount = p.amount
            and e.fee = 0 and e.payer = p.payee and (e.type = 'claim' or e.payee = p.payer), false))
  union all
  select '15 money waits for, and is claimed by, the number it was sent to', 'payment ' || p.id,
         'for customer ' || coalesce(c.id::text, 'none')
    from tuma.unclaimed u
    join tuma.payments p on p.id = u.payment_id
    left join tuma.payments e on e.id = u.ended_by and e.type = 'claim'
    left join tuma.customers c on c.msisdn = p.account_reference
   where u.msisdn is distinct from p.account_reference
      or (e.id is not null and e.payee is distinct from c.account_id)
  union all
  select '15 money for a customer does not wait', 'payment ' || u.payment_id, 'until ' || u.due_at
    from tuma.unclaimed u join tuma.customers c on c.msisdn = u.msisdn
   where u.ended_by is null and u.due_at > p_now + interval '1 minute'
  union all
  select '15 claims, returns and refunds name the payment they end', 'payment ' || p.id, coalesce(p.linked_payment::text, 'none')
    from tuma.payments p
    left join tuma.unclaimed u on u.payment_id = p.linked_payment and u.ended_by = p.id
    left join tuma.airtime t on t.payment_id = p.linked_payment and t.state = 'failed'
   where (p.type in ('claim', 'return') and u.payment_id is null)
      or (p.type = 'airtime_refund' and t.payment_id is null)
  union all
  select '15 what was exchanged is a pair, at one rate', 'payment ' || coalesce(o.id, i.id), coalesce(o.account_reference, 'none')
    from (select p.*, a.currency from tuma.payments p join tuma.accounts a on a.id = p.payer
           where p.type = 'exchange_out' and p.state = 'completed') o
    full join (select p.*, a.currency from tuma.payments p join tuma.accounts a on a.id = p.payee
                where p.type = 'exchange_in' and p.state = 'completed') i on i.linked_payment = o.id
   where o.account_reference is distinct from i.account_reference or o.currency is not distinct from i.currency
      or o.linked_payment is distinct from i.id
  union all
  select '15 nothing waits past its time', 'payment ' || u.payment_id, 'due at ' || u.due_at
    from tuma.unclaimed u where u.ended_by is null and u.due_at < p_now - interval '10 minutes'

  union all
  select '16 airtime is delivered or paid back, once', 'payment ' || coalesce(p.id, t.payment_id),
         coalesce(t.state::text, 'no delivery') || ', ' || coalesce(r.refunds, 0) || ' refunds'
    from (select * from tuma.payments where type = 'airtime' and state = 'completed') p
    full join tuma.airtime t on t.payment_id = p.id
    left join (select linked_payment, count(*) refunds, sum(amount) total, min(payee) payee from tuma.payments
                where type = 'airtime_refund' and state = 'completed' group by linked_payment) r on r.linked_payment = p.id
   where p.id is null or t.payment_id is null
      or coalesce(r.refunds, 0) <> case t.state when 'failed' then 1 else 0 end
      or coalesce(r.total, 0) <> case t.state when 'failed' then p.amount + p.payer_fee
                                 else 0 end
      or r.payee <> p.payer
  union all
  select '16 airtime is tried within a minute, and answered for within a day', 'payment ' || t.payment_id,
         t.state || ' since ' || t.at
    from tuma.airtime t
   where (t.state = 'intended' and t.at < p_now - interval '1 minute')
      or (t.state in ('sending', 'unanswered') and t.at < p_now - interval '1 day')

  union all
  select '17 a payment is reversed once, to who had paid, and no more than it moved',
         'payment ' || coalesce(r.payment_id, p.linked_payment, p.id), coalesce('reversal ' || p.id, 'no reversal')
    from (select * from tuma.payments where type = 'reversal' and state = 'completed') p
    full join (select * from tuma.reversals where ended_by is not null) r on r.ended_by = p.id
    left join tuma.payments o on o.id = r.payment_id
    left join tuma.payment_rules k on k.type = o.type
   where not coalesce(p.linked_payment = o.id and o.state = 'completed' and k.reversible and p.amount = r.amount and p.fee = 0
                      and p.amount <= o.amount and p.payer = o.payee and p.payee = o.payer, false)
  union all
  select '17 reversals wait no longer than their time', 'payment ' || r.payment_id,
         coalesce('until ' || r.until, 'for ever')
    from tuma.reversals r
   where r.ended_by is null and r.refused_at is null
     and coalesce(r.until < p_now - interval '10 minutes', true)

  union all
  select '18 verdicts are somebody''s, and are what became of the payment', 'payment ' || r.payment_id,
         coalesce(p.state::text, 'no payment') || ', '
           || case when r.decided_at is null then 'undecided' when r.approved then 'approved' else 'declined' end
    from tuma.reviews r left join tuma.payments p on p.id = r.payment_id
   where p.id is null
      or (r.decided_at is null) <> (p.state = 'review')
      or (r.decided_at is not null and (r.approved is null or coalesce(r.decided_by, '') = ''))
      or (not r.approved and p.refusal is distinct from 'fraud_declined')

  union all
  select '19 adjustments and exchanges at the desk are somebody''s', 'payment ' || coalesce(p.id, c.payment_id),
         coalesce(p.state::text, 'no payment') || ' by ' || coalesce(c.made_by, 'nobody')
    from (select * from tuma.payments
           where type = 'adjustment'
              or (type in ('exchange_out', 'exchange_in') and channel = 'desk' and state = 'completed')) p
    full join (select * from tuma.operator_actions where action in ('adjust', 'exchange')) c on c.payment_id = p.id
   where not coalesce(p.state = 'completed' and c.account_id in (p.payer, p.payee) and c.made_by <> '', false)

  union all
  select '20 disputes are of their payments'' parties', 'payment ' || d.payment_id, 'account ' || d.account_id
    from tuma.disputes d left join tuma.payments p on p.id = d.payment_id
   where not coalesce(d.account_id in (p.payer, p.payee), false)
  union all
  select '20 what was reversed is disputed no more', 'payment ' || d.payment_id, 'since ' || d.opened_at
    from tuma.disputes d
    join tuma.reversals r on r.payment_id = d.payment_id
    join tuma.payments p on p.id = r.ended_by
   where d.closed_at is null and d.opened_at <= p.ended_at

  union all
  -- Keys that are declared and not enforced: db/migrations/0001_storage.sql says why.
  select '21 what belongs to an account has one', b.what, 'account ' || b.account_id
    from (select 'customer ' || id what, account_id from tuma.customers
          union all select 'business ' || code, account_id from tuma.businesses
          union all select 'device of ' || account_id, account_id from tuma.devices
          union all select 'dispute of ' || payment_id, account_id from tuma.disputes
          union all select 'act ' || id, account_id from tuma.operator_actions
          union all select 'SIM check of ' || account_id, account_id from tuma.sim_checks) b
   where not exists (select from tuma.accounts a where a.id = b.account_id)
$$;
