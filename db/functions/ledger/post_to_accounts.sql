-- post_to_accounts: writes what a batch of payments leaves of its accounts, each account once, however many payments touch it:
-- balance and entries, what is held and received, and of payers the profile that the fraud rules read
-- (core/fraud/profile.ts). A batch of a hot account so costs less than one of many accounts, not more.
--
-- The first eight arrays are aligned by account: where its row lies (ctid, as lock_accounts found it), what it has afterwards,
-- what is released, how much and how often it received, how often it paid, and the position of its last payment in p_payees
-- and p_amounts, which speaks for all of that payer's. An account that nothing changes is not written. p_day is the market's
-- day now and p_slot (0–11) its two hours. Internal: called by settle, which holds the accounts, and whose search path it has
-- (decide_settlements says why).
create function tuma.post_to_accounts(
  p_places tid[], p_balances bigint[], p_entries bigint[], p_released bigint[], p_received bigint[],
  p_received_counts bigint[], p_paid bigint[], p_last_paid bigint[], p_payees bigint[], p_amounts bigint[],
  p_day date, p_slot integer, p_now timestamptz
) returns void
language plpgsql as $$
declare
  v_week date := date_trunc('week', p_day::timestamp);
  v_month date := date_trunc('month', p_day::timestamp);
  v_minute timestamptz := date_bin('1 minute', p_now, 'epoch');
  v_hour timestamptz := date_bin('1 hour', p_now, 'epoch');
begin
  update tuma.accounts a
     set balance = u.balance, held = a.held - u.released, entries = u.entries,
         received_day = case when u.times = 0 then a.received_day else greatest(a.received_day, p_day) end,
         received_today = u.received
           + case when u.times = 0 or a.received_day >= p_day then a.received_today else 0 end,
         received_week = u.received
           + case when u.times = 0 or a.received_day >= v_week then a.received_week else 0 end,
         received_month = u.received
           + case when u.times = 0 or a.received_day >= v_month then a.received_month else 0 end,
         received_today_count = u.times
           + case when u.times = 0 or a.received_day >= p_day then a.received_today_count else 0 end,
         received_week_count = u.times
           + case when u.times = 0 or a.received_day >= v_week then a.received_week_count else 0 end,
         received_month_count = u.times
           + case when u.times = 0 or a.received_day >= v_month then a.received_month_count else 0 end,
         payments = a.payments + u.paid,
         amount_median = case when u.paid = 0 then a.amount_median
           else tuma.next_median(a.payments, a.amount_median, a.amount_deviation, u.doublings) end,
         amount_deviation = case when u.paid = 0 then a.amount_deviation
           else tuma.next_deviation(a.payments, a.amount_median, a.amount_deviation, u.doublings) end,
         minute = case when u.paid = 0 then a.minute else greatest(a.minute, v_minute) end,
         in_minute = u.paid + case when u.paid = 0 or a.minute >= v_minute then a.in_minute else 0 end,
         in_minute_before = case when u.paid = 0 or a.minute >= v_minute then a.in_minute_before
                                 when a.minute = v_minute - interval '1 minute' then a.in_minute
                                 else 0 end,
         hour = case when u.paid = 0 then a.hour else greatest(a.hour, v_hour) end,
         in_hour = u.paid + case when u.paid = 0 or a.hour >= v_hour then a.in_hour else 0 end,
         in_hour_before = case when u.paid = 0 or a.hour >= v_hour then a.in_hour_before
                               when a.hour = v_hour - interval '1 hour' then a.in_hour
                               else 0 end,
         hours = case when u.paid = 0 then a.hours else tuma.next_hour_counts(a.hours, p_slot) end,
         recent_payees = case when u.paid = 0 or a.recent_payees[1] = u.payee then a.recent_payees
           else (array_prepend(u.payee, array_remove(a.recent_payees, u.payee)))[:8] end
    from (select t.*, p_payees[t.last] payee,
                 (ln(p_amounts[t.last]::double precision) / ln(2::double precision))::real doublings
            from unnest(p_places, p_balances, p_entries, p_released, p_received, p_received_counts, p_paid, p_last_paid)
                 t (place, balance, entries, released, received, times, paid, last)) u
   where a.ctid = u.place and (u.released > 0 or u.entries > a.entries);
end $$;
