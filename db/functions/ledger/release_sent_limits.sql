-- release_sent_limits: takes those of these payments that were not completed off what their payers sent in the day,
-- week and month. Internal: called by settle, which holds the payers' accounts, with arrays that are aligned by
-- position. A payment counted on a day that is at most the account's, so it is in the account's window where its day
-- is; a payment without limits was not counted.
create function tuma.release_sent_limits(p_ids uuid[], p_completed boolean[]) returns void
language sql set search_path = '' as $$
  update tuma.accounts a
     set sent_today = a.sent_today - u.today, sent_today_count = a.sent_today_count - u.today_count,
         sent_week = a.sent_week - u.week, sent_week_count = a.sent_week_count - u.week_count,
         sent_month = a.sent_month - u."month", sent_month_count = a.sent_month_count - u.month_count
    from (
      select b.id,
             coalesce(sum(p.amount) filter (where p.day >= b.sent_day), 0) today,
             count(*) filter (where p.day >= b.sent_day) today_count,
             coalesce(sum(p.amount) filter (where p.day >= date_trunc('week', b.sent_day::timestamp)), 0) week,
             count(*) filter (where p.day >= date_trunc('week', b.sent_day::timestamp)) week_count,
             coalesce(sum(p.amount) filter (where p.day >= date_trunc('month', b.sent_day::timestamp)), 0) "month",
             count(*) filter (where p.day >= date_trunc('month', b.sent_day::timestamp)) month_count
        from unnest(p_ids, p_completed) r (id, completed)
        join tuma.payments p on p.id = r.id
        join tuma.payment_rules l on l.type = p.type and l.counts_toward_limits
        join tuma.accounts b on b.id = p.payer
       where not r.completed
       group by b.id
    ) u
   where a.id = u.id
$$;
