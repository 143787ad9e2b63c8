-- What is open in books of an earlier version gets the columns by which it is found.

-- Refunds that are not named yet, and what is still owed.
update tuma.airtime t set refunded_by = r.id
  from tuma.payments r
 where r.linked_payment = t.payment_id and r.type = 'airtime_refund' and r.state = 'completed'
   and t.state = 'failed' and t.refunded_by is null;
--> statement-breakpoint
-- The simulated network says that it has delivered; in earlier versions it did not.
update tuma.airtime t set state = 'delivered' where t.state = 'sent' and t.request_id like 'SIM\_%';
--> statement-breakpoint
update tuma.airtime t
   set payer = p.payer, refund_due_at = case when t.state = 'failed' then now() end
  from tuma.payments p
 where p.id = t.payment_id and t.state <> 'delivered' and t.refunded_by is null;
--> statement-breakpoint
update tuma.unclaimed u set payer = p.payer, until = u.due_at
  from tuma.payments p where p.id = u.payment_id and u.ended_by is null;
--> statement-breakpoint
-- Claims count as received from now on, so those that were made before are counted, too.
update tuma.accounts a
   set received_day = n.day,
       received_today = n.today + case when a.received_day >= n.day then a.received_today else 0 end,
       received_week = n.week + case when a.received_day >= date_trunc('week', n.day::timestamp) then a.received_week else 0 end,
       received_month = n.month + case when a.received_day >= date_trunc('month', n.day::timestamp) then a.received_month else 0 end,
       received_today_count = n.today_count + case when a.received_day >= n.day then a.received_today_count else 0 end,
       received_week_count = n.week_count
         + case when a.received_day >= date_trunc('week', n.day::timestamp) then a.received_week_count else 0 end,
       received_month_count = n.month_count
         + case when a.received_day >= date_trunc('month', n.day::timestamp) then a.received_month_count else 0 end
  from (
    select d.id, d.day,
           coalesce(sum(c.amount) filter (where c.received_day >= d.day), 0) today,
           count(*) filter (where c.received_day >= d.day) today_count,
           coalesce(sum(c.amount) filter (where c.received_day >= date_trunc('week', d.day::timestamp)), 0) week,
           count(*) filter (where c.received_day >= date_trunc('week', d.day::timestamp)) week_count,
           coalesce(sum(c.amount) filter (where c.received_day >= date_trunc('month', d.day::timestamp)), 0) "month",
           count(*) filter (where c.received_day >= date_trunc('month', d.day::timestamp)) month_count
      from (select b.id, greatest(b.received_day, max(p.received_day)) "day"
              from tuma.accounts b join tuma.payments p on p.payee = b.id and p.type = 'claim' and p.state = 'completed'
             group by b.id) d
      join tuma.payments c on c.payee = d.id and c.type = 'claim' and c.state = 'completed'
     group by d.id, d.day
  ) n
 where a.id = n.id;
--> statement-breakpoint
-- The house paid them, so its account counts them as sent.
update tuma.accounts a
   set sent_day = n.day,
       sent_today = n.today + case when a.sent_day >= n.day then a.sent_today else 0 end,
       sent_week = n.week + case when a.sent_day >= date_trunc('week', n.day::timestamp) then a.sent_week else 0 end,
       sent_month = n.month + case when a.sent_day >= date_trunc('month', n.day::timestamp) then a.sent_month else 0 end,
       sent_today_count = n.today_count + case when a.sent_day >= n.day then a.sent_today_count else 0 end,
       sent_week_count = n.week_count
         + case when a.sent_day >= date_trunc('week', n.day::timestamp) then a.sent_week_count else 0 end,
       sent_month_count = n.month_count
         + case when a.sent_day >= date_trunc('month', n.day::timestamp) then a.sent_month_count else 0 end
  from (
    select d.id, d.day,
           coalesce(sum(c.amount) filter (where c.day >= d.day), 0) today,
           count(*) filter (where c.day >= d.day) today_count,
           coalesce(sum(c.amount) filter (where c.day >= date_trunc('week', d.day::timestamp)), 0) week,
           count(*) filter (where c.day >= date_trunc('week', d.day::timestamp)) week_count,
           coalesce(sum(c.amount) filter (where c.day >= date_trunc('month', d.day::timestamp)), 0) "month",
           count(*) filter (where c.day >= date_trunc('month', d.day::timestamp)) month_count
      from (select b.id, greatest(b.sent_day, max(p.day)) "day"
              from tuma.accounts b join tuma.payments p on p.payer = b.id and p.type = 'claim' and p.state = 'completed'
             group by b.id) d
      join tuma.payments c on c.payer = d.id and c.type = 'claim' and c.state = 'completed'
     group by d.id, d.day
  ) n
 where a.id = n.id;
