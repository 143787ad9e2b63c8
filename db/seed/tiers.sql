-- Writes the limits of every market's tiers (core/markets/), which reserve and settle enforce. Every migration runs it; running
-- it again changes nothing.
insert into tuma.tiers
select t.* from json_to_recordset(:tiers) t (
  market text, tier smallint, balance_cap bigint,
  send_daily bigint, send_daily_count integer, send_weekly bigint, send_weekly_count integer,
  send_monthly bigint, send_monthly_count integer,
  receive_daily bigint, receive_daily_count integer, receive_weekly bigint, receive_weekly_count integer,
  receive_monthly bigint, receive_monthly_count integer
)
on conflict (market, tier) do update
   set (balance_cap, send_daily, send_daily_count, send_weekly, send_weekly_count, send_monthly, send_monthly_count,
        receive_daily, receive_daily_count, receive_weekly, receive_weekly_count, receive_monthly,
        receive_monthly_count)
     = (excluded.balance_cap, excluded.send_daily, excluded.send_daily_count, excluded.send_weekly,
        excluded.send_weekly_count, excluded.send_monthly, excluded.send_monthly_count, excluded.receive_daily,
        excluded.receive_daily_count, excluded.receive_weekly, excluded.receive_weekly_count,
        excluded.receive_monthly, excluded.receive_monthly_count);
