-- read_balance: reads an account's balance, what of it is held, its own daily limit on p_day, what it sent on p_day, and its
-- tier; no row where there is no such account.
create function tuma.read_balance(p_account bigint, p_day date)
returns table (balance bigint, held bigint, daily_limit bigint, daily_used bigint, tier smallint)
language sql stable security definer set search_path = '' as $$
  select a.balance, a.held,
         least(a.daily_limit, case when a.restricted_until >= p_day then a.restricted_limit end),
         case when a.sent_day >= p_day then a.sent_today else 0 end, a.tier
    from tuma.accounts a
   where a.id = p_account
$$;
