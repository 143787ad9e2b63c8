-- read_disputes: lists the open disputes, oldest first, at most p_limit. Where a payment was reported again, the
-- outcome is the one of the last time.
create function tuma.read_disputes(p_limit integer)
returns table (
  "number" bigint, type tuma.payment_type, amount bigint, ended_at timestamptz, opened_at timestamptz,
  reason tuma.dispute_reason, state tuma.payment_state, by_number text, by_name text, payer_number text, payee_number text, outcome text
)
language sql stable security definer set search_path = '' as $$
  select p.number, p.type, p.amount, p.ended_at, d.opened_at, d.reason, p.state, c.number, c.name, a.number,
         coalesce(b.number, b.kind::text), d.outcome
    from tuma.disputes d
    join tuma.payments p on p.id = d.payment_id
    join tuma.parties c on c.account_id = d.account_id
    join tuma.parties a on a.account_id = p.payer
    join tuma.parties b on b.account_id = p.payee
   where d.closed_at is null
   order by d.opened_at limit p_limit
$$;
