-- read_balance: an account's balance, what of it is held, its daily limit and use on p_day, and its
-- customer's tier; or no row.
create function tuma.read_balance(p_account bigint, p_day date)
returns table (balance bigint, held bigint, daily_limit bigint, daily_used bigint, tier smallint)
language sql stable security definer set search_path = '' as $$
  select a.balance, a.held, a.daily_limit, case when a.used_day >= p_day then a.used_today else 0 end, c.tier
    from tuma.accounts a left join tuma.customers c on c.account_id = a.id
   where a.id = p_account
$$;
