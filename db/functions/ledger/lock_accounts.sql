-- lock_accounts: locks accounts in the order of their ids and reads how they stand and what each may still receive. Returns
-- one row of arrays that are aligned by position, in the order of the ids: `places` says where each row lies (ctid), so that
-- the caller's update need not look for it again; `caps` is the most that the account's tier lets it have, `room` and `times`
-- are how much, and how often, it may still receive (null: no limit); `days` is the day that a payment to it counts on.
-- p_market's tiers have the limits (null: none). p_day is the market's day now. Internal: the first step of settle, whose search
-- path it has (decide_settlements says why).
create function tuma.lock_accounts(
  p_accounts bigint[], p_market text, p_day date,
  out ids bigint[], out places tid[], out kinds tuma.account_kind[], out statuses tuma.account_status[],
  out currencies text[], out balances bigint[], out entries bigint[], out caps bigint[], out room bigint[],
  out times integer[], out days date[]
)
language plpgsql as $$
declare
  v_week date := date_trunc('week', p_day::timestamp);
  v_month date := date_trunc('month', p_day::timestamp);
  -- The limits of the market's tiers, which are numbered from 1.
  v_cap bigint[];
  v_daily bigint[];
  v_weekly bigint[];
  v_monthly bigint[];
  v_daily_count integer[];
  v_weekly_count integer[];
  v_monthly_count integer[];
begin
  select array_agg(t.balance_cap order by t.tier), array_agg(t.receive_daily order by t.tier),
         array_agg(t.receive_weekly order by t.tier), array_agg(t.receive_monthly order by t.tier),
         array_agg(t.receive_daily_count order by t.tier), array_agg(t.receive_weekly_count order by t.tier),
         array_agg(t.receive_monthly_count order by t.tier)
    into v_cap, v_daily, v_weekly, v_monthly, v_daily_count, v_weekly_count, v_monthly_count
    from tuma.tiers t where t.market = p_market;

  select array_agg(a.id), array_agg(a.place), array_agg(a.kind), array_agg(a.status), array_agg(a.currency),
         array_agg(a.balance), array_agg(a.entries), array_agg(v_cap[a.tier]),
         array_agg(least(
           v_daily[a.tier] - case when a.received_day >= p_day then a.received_today else 0 end,
           v_weekly[a.tier] - case when a.received_day >= v_week then a.received_week else 0 end,
           v_monthly[a.tier] - case when a.received_day >= v_month then a.received_month else 0 end)),
         array_agg(least(
           v_daily_count[a.tier] - case when a.received_day >= p_day then a.received_today_count else 0 end,
           v_weekly_count[a.tier] - case when a.received_day >= v_week then a.received_week_count else 0 end,
           v_monthly_count[a.tier] - case when a.received_day >= v_month then a.received_month_count else 0 end)),
         array_agg(greatest(a.received_day, p_day))
    into ids, places, kinds, statuses, currencies, balances, entries, caps, room, times, days
    from (select *, accounts.ctid place from tuma.accounts
           where accounts.id = any (p_accounts)
           order by accounts.id for no key update) a;
end $$;
