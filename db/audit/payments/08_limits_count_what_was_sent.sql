-- A row is an account whose counters of what it sent in its day, week or month differ from its payments, without what was
-- taken back of them, so that a limit is enforced too early or too late.
create view tuma.audit_08_limits_count_what_was_sent as
select 'account ' || a.id subject, a.sent_today || ' against ' || u.today || ' on ' || a.sent_day detail
  from tuma.accounts a
  join (
          select a.id,
                 coalesce(sum(p.amount - coalesce(b.amount, 0)) filter (where p.day = a.sent_day), 0) today,
                 count(*) filter (where b.amount is distinct from p.amount and p.day = a.sent_day) today_count,
                 coalesce(sum(p.amount - coalesce(b.amount, 0)) filter (where p.day >= date_trunc('week', a.sent_day::timestamp)), 0) "week",
                 count(*) filter (where b.amount is distinct from p.amount and p.day >= date_trunc('week', a.sent_day::timestamp)) week_count,
                 coalesce(sum(p.amount - coalesce(b.amount, 0)) filter (where p.day >= date_trunc('month', a.sent_day::timestamp)), 0) "month",
                 count(*) filter (where b.amount is distinct from p.amount and p.day >= date_trunc('month', a.sent_day::timestamp)) month_count
            from tuma.accounts a
            left join (tuma.payments p join tuma.payment_rules r on r.type = p.type and r.counts_toward_limits)
              on p.payer = a.id and p.state not in ('rejected', 'failed')
            left join tuma.taken_back b on b.payment_id = p.id
           group by a.id
       ) u on u.id = a.id
 where (a.sent_today, a.sent_week, a.sent_month) <> (u.today, u."week", u."month")
    or (a.sent_today_count, a.sent_week_count, a.sent_month_count) <> (u.today_count, u.week_count, u.month_count);
comment on view tuma.audit_08_limits_count_what_was_sent is '8 limits count what was sent';
