-- read_balance: reads an account's balance, what of it is held, its own daily limit today, what it sent today, and its
-- tier; no row where there is no such
-- account, or it is not that of the customer with this number.
create function tuma.read_balance(p_account bigint, p_msisdn text, p_now timestamptz)
returns table (balance bigint, held bigint, daily_limit bigint, daily_used bigint, tier smallint)
language sql stable security definer set search_path = '' as $$
  select a.balance, a.held,
         least(a.daily_limit, case when a.restricted_until >= k.day then a.restricted_limit end),
         case when a.sent_day >= k.day then a.sent_today else 0 end, a.tier
    from tuma.accounts a, tuma.clock(p_now) k
   where a.id = p_account and tuma.owns(p_account, p_msisdn) and tuma.called_alone()
$$;
