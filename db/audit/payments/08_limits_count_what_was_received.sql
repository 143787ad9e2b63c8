-- A row is an account whose counters of what it received in its day, week or month differ from its payments, without what was
-- taken back of them, so that a limit is enforced too early or too late.
create view tuma.audit_08_limits_count_what_was_received as
select 'account ' || a.id subject, a.received_today || ' against ' || u.today || ' on ' || a.received_day detail
  from tuma.accounts a
  join (
          select a.id,
                 coalesce(sum(p.amount - coalesce(b.amount, 0)) filter (where p.received_day = a.received_day), 0) today,
                 count(*) filter (where b.amount is distinct from p.amount and p.received_day = a.received_day) today_count,
                 coalesce(sum(p.amount - coalesce(b.amount, 0)) filter (where p.received_day >= date_trunc('week', a.received_day::timestamp)), 0) "week",
                 count(*) filter (where b.amount is distinct from p.amount and p.received_day >= date_trunc('week', a.received_day::timestamp)) week_count,
                 coalesce(sum(p.amount - coalesce(b.amount, 0)) filter (where p.received_day >= date_trunc('month', a.received_day::timestamp)), 0) "month",
                 count(*) filter (where b.amount is distinct from p.amount and p.received_day >= date_trunc('month', a.received_day::timestamp)) month_count
            from tuma.accounts a
            left join (tuma.payments p join tuma.payment_rules r on r.type = p.type and r.counts_toward_limits)
              on p.payee = a.id and p.state = 'completed'
            left join tuma.taken_back b on b.payment_id = p.id
           group by a.id
       ) u on u.id = a.id
 where (a.received_today, a.received_week, a.received_month) <> (u.today, u."week", u."month")
    or (a.received_today_count, a.received_week_count, a.received_month_count) <> (u.today_count, u.week_count, u.month_count);
comment on view tuma.audit_08_limits_count_what_was_received is '8 limits count what was received';
