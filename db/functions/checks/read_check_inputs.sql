-- read_check_inputs: reads what the checks look at: a row for each payment by its position n. The payment's own
-- reservation is taken out, also of what was sent where it is counted, because the checks run beside reserve and must
-- not count it twice. Amounts and counts of windows are those of the market's day, week and month. The count of the last
-- minute, and of the last hour, is estimated from the running one and the part of the one before it that still counts.
create function tuma.read_check_inputs(
  p_ids uuid[], p_payers bigint[], p_payees bigint[], p_devices text[], p_now timestamptz
) returns table (
  n integer, balance bigint, available bigint, daily_limit bigint, tier smallint, payer_kind tuma.account_kind,
  payer_status tuma.account_status, sent_today bigint, sent_week bigint, sent_month bigint, sent_today_count integer,
  sent_week_count integer, sent_month_count integer, payments integer, amount_median real, amount_deviation real,
  last_minute double precision, last_hour double precision, hours bigint, recent_payees text, devices integer,
  device_known boolean, device_shared_by integer, sim_changed_at timestamptz,
  payee_kind tuma.account_kind, payee_status tuma.account_status, payee_tier smallint, payee_balance bigint,
  received_today bigint, received_week bigint, received_month bigint, received_today_count integer,
  received_week_count integer, received_month_count integer, account_digits smallint, account_luhn boolean,
  same_currency boolean
)
language sql stable security definer set search_path = '' set enable_memoize = off as $$
  select u.n::integer, a.balance,
         case when a.may_be_negative then 9223372036854775807
              else a.balance - a.held + coalesce(own.held, 0) end,
         least(a.daily_limit, case when a.restricted_until >= m.day then a.restricted_limit end), a.tier, a.kind, a.status,
         case when a.sent_day >= m.day then a.sent_today else 0 end - coalesce(own.amount, 0),
         case when a.sent_day >= m.week then a.sent_week else 0 end - coalesce(own.amount, 0),
         case when a.sent_day >= m.month then a.sent_month else 0 end - coalesce(own.amount, 0),
         case when a.sent_day >= m.day then a.sent_today_count else 0 end - coalesce(own.count, 0),
         case when a.sent_day >= m.week then a.sent_week_count else 0 end - coalesce(own.count, 0),
         case when a.sent_day >= m.month then a.sent_month_count else 0 end - coalesce(own.count, 0),
         a.payments, a.amount_median, a.amount_deviation,
         -- Where this clock is behind another's, all of the minute or hour before still counts.
         case when a.minute > m.minute then a.in_minute + a.in_minute_before
              when a.minute = m.minute then a.in_minute + a.in_minute_before * m.rest_of_minute
              when a.minute = m.minute - interval '1 minute' then a.in_minute * m.rest_of_minute
              else 0 end,
         case when a.hour > m.hour then a.in_hour + a.in_hour_before
              when a.hour = m.hour then a.in_hour + a.in_hour_before * m.rest_of_hour
              when a.hour = m.hour - interval '1 hour' then a.in_hour * m.rest_of_hour
              else 0 end,
         a.hours, array_to_string(a.recent_payees, ' '),
         case when u.device is not null
              then (select count(*) from tuma.devices d where d.account_id = a.id)::integer else 0 end,
         case when u.device is not null
              then coalesce((select true from tuma.devices d where d.account_id = a.id and d.device = u.device), false) end,
         case when u.device is not null
              then (select count(*) from (select from tuma.devices d
                     where d.device = u.device and d.account_id <> a.id limit 100) o)::integer end,
         a.sim_changed_at,
         b.kind, b.status, b.tier, b.balance,
         case when b.received_day >= m.day then b.received_today else 0 end,
         case when b.received_day >= m.week then b.received_week else 0 end,
         case when b.received_day >= m.month then b.received_month else 0 end,
         case when b.received_day >= m.day then b.received_today_count else 0 end,
         case when b.received_day >= m.week then b.received_week_count else 0 end,
         case when b.received_day >= m.month then b.received_month_count else 0 end,
         case b.kind when 'biller' then (select f.account_digits from tuma.businesses f where f.account_id = b.id) end,
         case b.kind when 'biller' then (select f.account_luhn from tuma.businesses f where f.account_id = b.id) end,
         a.currency = b.currency
    from (select k.day, date_trunc('week', k.day::timestamp)::date week, date_trunc('month', k.day::timestamp)::date "month",
                 date_bin('1 minute', k.now, 'epoch') "minute", date_bin('1 hour', k.now, 'epoch') "hour",
                 1 - extract(epoch from k.now - date_bin('1 minute', k.now, 'epoch'))::double precision / 60
                   rest_of_minute,
                 1 - extract(epoch from k.now - date_bin('1 hour', k.now, 'epoch'))::double precision / 3600
                   rest_of_hour,
                 r.*
            from tuma.clock(p_now) k,
                 (select array_agg(p.id) ids,
                         array_agg(p.amount + p.payer_fee) held,
                         array_agg(case when p.is_counted then p.amount else 0 end) amounts,
                         array_agg(p.is_counted::integer) counts
                    from (select *, type in (select r.type from tuma.payment_rules r where r.counts_toward_limits) is_counted
                            from tuma.payments where id = any (p_ids) and state = 'reserved' order by id) p) r
          -- This is worked out once, not for each payment.
          offset 0) m,
         unnest(p_ids, p_payers, p_payees, p_devices) with ordinality u (id, payer, payee, device, n)
    join tuma.accounts a on a.id = u.payer
    left join tuma.accounts b on b.id = u.payee
   -- The payment's own reservation is found once, by its place among them.
    left join lateral (select m.held[i.n] held, m.amounts[i.n] amount, m.counts[i.n] count
                         from (select width_bucket(u.id, m.ids) n offset 0) i where m.ids[i.n] = u.id offset 0) own on true
   where tuma.called_alone() and cardinality(p_ids) <= 1024
$$;
