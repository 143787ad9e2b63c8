-- read_balance: an account's balance, what of it is held, and its daily limit and use on p_day; or no row.
create function tuma.read_balance(p_account bigint, p_day date)
returns table (balance bigint, held bigint, daily_limit bigint, daily_used bigint)
language sql stable security definer set search_path = '' as $$
  select a.balance, a.held, a.daily_limit, case when a.used_day >= p_day then a.used_today else 0 end
    from tuma.accounts a where a.id = p_account
$$;
