-- What was sent and received counts what limits hold for, and so no more what was taken back, set right, refunded or brought
-- in. Accounts that have such payments in the windows of their days are counted anew. Whoever pays locks accounts first.
lock table tuma.accounts in exclusive mode;--> statement-breakpoint
update tuma.accounts a
   set sent_today = s.today, sent_today_count = s.today_count, sent_week = s.week, sent_week_count = s.week_count,
       sent_month = s."month", sent_month_count = s.month_count
  from (select b.id, coalesce(sum(p.amount) filter (where p.counted and p.day >= b.sent_day), 0) today,
               count(*) filter (where p.counted and p.day >= b.sent_day) today_count,
               coalesce(sum(p.amount) filter (where p.counted and p.day >= date_trunc('week', b.sent_day::timestamp)), 0) "week",
               count(*) filter (where p.counted and p.day >= date_trunc('week', b.sent_day::timestamp)) week_count,
               coalesce(sum(p.amount) filter (where p.counted and p.day >= date_trunc('month', b.sent_day::timestamp)), 0) "month",
               count(*) filter (where p.counted and p.day >= date_trunc('month', b.sent_day::timestamp)) month_count
          from tuma.accounts b
          join (select q.payer, q.day, q.amount, q.type::text not in (
                         'claim', 'return', 'airtime_refund', 'fee', 'reversal', 'adjustment', 'funding') counted
                  from tuma.payments q where q.ended_at is null or q.state = 'completed') p
            on p.payer = b.id
           and p.day >= least(date_trunc('week', b.sent_day::timestamp), date_trunc('month', b.sent_day::timestamp))
         group by b.id
        having not bool_and(p.counted)) s
 where s.id = a.id;--> statement-breakpoint
update tuma.accounts a
   set received_today = s.today, received_today_count = s.today_count, received_week = s.week,
       received_week_count = s.week_count, received_month = s."month", received_month_count = s.month_count
  from (select b.id, coalesce(sum(p.amount) filter (where p.counted and p.day >= b.received_day), 0) today,
               count(*) filter (where p.counted and p.day >= b.received_day) today_count,
               coalesce(sum(p.amount) filter (where p.counted and p.day >= date_trunc('week', b.received_day::timestamp)), 0) "week",
               count(*) filter (where p.counted and p.day >= date_trunc('week', b.received_day::timestamp)) week_count,
               coalesce(sum(p.amount) filter (where p.counted and p.day >= date_trunc('month', b.received_day::timestamp)), 0) "month",
               count(*) filter (where p.counted and p.day >= date_trunc('month', b.received_day::timestamp)) month_count
          from tuma.accounts b
          join (select q.payee, q.received_day "day", q.amount, q.type::text not in (
                         'claim', 'return', 'airtime_refund', 'fee', 'reversal', 'adjustment', 'funding') counted
                  from tuma.payments q where q.state = 'completed') p
            on p.payee = b.id
           and p.day >= least(date_trunc('week', b.received_day::timestamp), date_trunc('month', b.received_day::timestamp))
         group by b.id
        having not bool_and(p.counted)) s
 where s.id = a.id;
