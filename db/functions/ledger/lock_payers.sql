-- lock_payers: locks accounts in the order of their ids and reads what each may still pay. Returns one row of arrays that
-- are aligned by position, in the order of the ids: `places` says where each row lies (ctid), so that the caller's update
-- need not look for it again; `available` is the money that is not held; `today`, `this_week`, `this_month` and `times` are
-- how much, and how often, the limits of p_market's tiers still allow (null: no limit); `days` is the day that a payment
-- of the account counts on; `tiers` are the accounts' own. p_day is the market's day now. Internal: the first step of reserve, whose search path it has
-- (decide_settlements says why).
create function tuma.lock_payers(
  p_payers bigint[], p_market text, p_day date,
  out ids bigint[], out places tid[], out kinds tuma.account_kind[], out statuses tuma.account_status[],
  out available bigint[], out days date[], out today bigint[], out this_week bigint[], out this_month bigint[],
  out times integer[], out tiers smallint[]
)
language plpgsql as $$
declare
  v_week date := date_trunc('week', p_day::timestamp);
  v_month date := date_trunc('month', p_day::timestamp);
  -- The limits of the market's tiers, which are numbered from 1.
  v_daily bigint[];
  v_weekly bigint[];
  v_monthly bigint[];
  v_daily_count integer[];
  v_weekly_count integer[];
  v_monthly_count integer[];
begin
  select array_agg(t.send_daily order by t.tier), array_agg(t.send_weekly order by t.tier),
         array_agg(t.send_monthly order by t.tier), array_agg(t.send_daily_count order by t.tier),
         array_agg(t.send_weekly_count order by t.tier), array_agg(t.send_monthly_count order by t.tier)
    into v_daily, v_weekly, v_monthly, v_daily_count, v_weekly_count, v_monthly_count
    from tuma.tiers t where t.market = p_market;

  select array_agg(a.id), array_agg(a.place), array_agg(a.kind), array_agg(a.status),
         array_agg(case when a.may_be_negative then 9223372036854775807 else a.balance - a.held end),
         array_agg(greatest(a.sent_day, p_day)),
         array_agg(least(a.daily_limit, v_daily[a.tier], case when a.restricted_until >= p_day then a.restricted_limit end)
                   - case when a.sent_day >= p_day then a.sent_today else 0 end),
         array_agg(v_weekly[a.tier] - case when a.sent_day >= v_week then a.sent_week else 0 end),
         array_agg(v_monthly[a.tier] - case when a.sent_day >= v_month then a.sent_month else 0 end),
         array_agg(least(
           v_daily_count[a.tier] - case when a.sent_day >= p_day then a.sent_today_count else 0 end,
           v_weekly_count[a.tier] - case when a.sent_day >= v_week then a.sent_week_count else 0 end,
           v_monthly_count[a.tier] - case when a.sent_day >= v_month then a.sent_month_count else 0 end)),
         array_agg(a.tier)
    into ids, places, kinds, statuses, available, days, today, this_week, this_month, times, tiers
    from (select *, accounts.ctid place from tuma.accounts where accounts.id = any (p_payers)
           order by accounts.id for no key update) a;
end $$;
