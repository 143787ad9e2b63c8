-- read_balance_by_operator: reads the balance of any account, what of it is held, and what it sent today; no row where there is no such
-- account.
create function tuma.read_balance_by_operator(p_account bigint, p_now timestamptz)
returns table (balance bigint, held bigint, daily_used bigint)
language sql stable security definer set search_path = '' as $$
  select a.balance, a.held, case when a.sent_day >= k.day then a.sent_today else 0 end
    from tuma.accounts a, tuma.clock(p_now) k
   where a.id = p_account
$$;
