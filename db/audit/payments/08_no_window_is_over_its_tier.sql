-- A row is an account that sent or received more, or more often, in its day, week or month than its tier allows. (The counters are
-- proved by other invariants. Of markets with one currency the largest limit holds. After a limit was lowered, the windows that are
-- open count still what was allowed before.)
create view tuma.audit_08_no_window_is_over_its_tier as
select 'account ' || a.id subject, 'tier ' || a.tier || ' on ' || greatest(a.sent_day, a.received_day) detail
  from tuma.accounts a
  join lateral (
    select max(t.send_daily) sd, max(t.send_daily_count) sdc, max(t.send_weekly) sw, max(t.send_weekly_count) swc,
           max(t.send_monthly) sm, max(t.send_monthly_count) smc, max(t.receive_daily) rd, max(t.receive_daily_count) rdc,
           max(t.receive_weekly) rw, max(t.receive_weekly_count) rwc, max(t.receive_monthly) rm,
           max(t.receive_monthly_count) rmc
      from tuma.tiers t join tuma.markets m on m.market = t.market where m.currency = a.currency and t.tier = a.tier
  ) t on true
 where a.sent_today > t.sd or a.sent_today_count > t.sdc or a.sent_week > t.sw or a.sent_week_count > t.swc
    or a.sent_month > t.sm or a.sent_month_count > t.smc or a.received_today > t.rd or a.received_today_count > t.rdc
    or a.received_week > t.rw or a.received_week_count > t.rwc or a.received_month > t.rm or a.received_month_count > t.rmc;
comment on view tuma.audit_08_no_window_is_over_its_tier is '8 no day, week or month is over its tier''s limits';
