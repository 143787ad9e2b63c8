-- read_reversals: lists the latest p_limit reversals that were requested, newest first, with the result of each.
create function tuma.read_reversals(p_limit integer)
returns table (
  origin_number bigint, origin_amount bigint, amount bigint, from_number text, to_number text, asked_at timestamptz,
  asked_by text, reason text, until timestamptz, refused_at timestamptz, refusal tuma.refusal, "number" bigint,
  ended_at timestamptz
)
language sql stable security definer set search_path = '' as $$
  select o.number, o.amount, r.amount, a.number, b.number, r.asked_at, r.asked_by, r.reason, r.until, r.refused_at,
         r.refusal, p.number, p.ended_at
    from (select * from tuma.reversals order by asked_at desc limit p_limit) r
    join tuma.payments o on o.id = r.payment_id
    join tuma.parties a on a.account_id = o.payee
    join tuma.parties b on b.account_id = o.payer
    left join tuma.payments p on p.id = r.ended_by
   order by r.asked_at desc
$$;
