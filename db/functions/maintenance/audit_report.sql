-- audit_report: proves the books as audit does, and returns what a report of it is filed with, as JSON: when, each check with
-- the number of its violations, what the books hold in each currency that was ever used (counts, and sums in minor units as
-- text), and the violations. All of it is of one snapshot.
create function tuma.audit_report(p_now timestamptz default now()) returns jsonb
language sql stable security definer set search_path = '' as $$
  with found as materialized (
    select * from tuma.audit(p_now)
  ), checks as (
    select c.relname "name", pg_catalog.obj_description(c.oid, 'pg_class') invariant
      from pg_catalog.pg_class c
     where c.relnamespace = 'tuma'::regnamespace and c.relkind = 'v' and c.relname ~ '^audit_\d\d_'
  ), held as (
    select a.currency, count(*) filter (where a.id >= 1000) accounts, sum(a.entries) entries,
           sum(a.balance) filter (where a.kind = 'wallet') customers,
           sum(a.balance) filter (where a.kind in ('agent', 'biller', 'till')) businesses,
           sum(a.balance) filter (where a.kind not in ('wallet', 'agent', 'biller', 'till')) operator,
           sum(a.balance) total, sum(a.held) held
      from tuma.accounts a group by a.currency
  ), paid as (
    select a.currency, count(*) payments, count(*) filter (where p.state = 'completed') completed,
           sum(p.amount) filter (where p.state = 'completed') amount, sum(p.fee) filter (where p.state = 'completed') fees,
           count(*) filter (where p.ended_at is null) open
      from tuma.payments p join tuma.accounts a on a.id = p.payer group by a.currency
  )
  select jsonb_build_object(
    'at', p_now,
    'checks', (select jsonb_agg(jsonb_build_object(
                        'invariant', c.invariant,
                        'violations', (select count(*) from found f where f.invariant = c.invariant)) order by c.name)
                 from checks c),
    'books', (select coalesce(jsonb_agg(jsonb_build_object(
                       'currency', h.currency, 'accounts', h.accounts, 'entries', h.entries,
                       'payments', coalesce(d.payments, 0), 'completed', coalesce(d.completed, 0),
                       'open', coalesce(d.open, 0), 'amount', coalesce(d.amount, 0)::text, 'fees', coalesce(d.fees, 0)::text,
                       'held', h.held::text, 'customers', coalesce(h.customers, 0)::text,
                       'businesses', coalesce(h.businesses, 0)::text, 'operator', coalesce(h.operator, 0)::text,
                       'sum', h.total::text) order by h.currency), '[]')
                from held h left join paid d on d.currency = h.currency
               where h.accounts > 0 or h.entries > 0),
    'violations', (select coalesce(jsonb_agg(to_jsonb(f)), '[]') from found f)
  )
$$;
