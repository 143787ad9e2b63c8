-- read_acts: what people at the operator did to an account by hand, newest first, at most p_limit.
create function tuma.read_acts(p_account bigint, p_limit integer)
returns table (made_at timestamptz, act tuma.act, made_by text, reason text, "number" bigint, amount bigint)
language sql stable security definer set search_path = '' as $$
  select c.made_at, c.act, c.made_by, c.reason, p.number, case when p.payer = c.account_id then -p.amount else p.amount end
    from tuma.acts c left join tuma.payments p on p.id = c.payment_id
   where c.account_id = p_account
   order by c.id desc limit p_limit
$$;
