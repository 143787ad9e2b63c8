-- read_operator_actions: lists what people at the operator did to an account by hand, newest first, at most p_limit. The reason
-- ends with what was changed, or with the bank's reference.
create function tuma.read_operator_actions(p_account bigint, p_limit integer)
returns table (made_at timestamptz, action tuma.operator_action, made_by text, reason text, "number" bigint, amount bigint)
language sql stable security definer set search_path = '' as $$
  select c.made_at, c.action, c.made_by,
         concat_ws('; ', c.reason, c.detail, nullif(concat_ws(' ', c.bank, c.bank_reference), '')), p.number,
         case when p.payer = c.account_id then -p.amount else p.amount end
    from tuma.operator_actions c left join tuma.payments p on p.id = c.payment_id
   where c.account_id = p_account
   order by c.id desc limit p_limit
$$;
