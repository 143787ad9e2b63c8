-- give_limits_back: takes p_amount of the payment p_origin, which was taken back, off what its payer sent and its payee received
-- in their day, week and month; and the payment itself off how often, where nothing of it is left. A payment counted on a day
-- that is at most the account's, so it is in the account's window where its day is. A payment without limits was not counted.
-- Internal: called by post_payment, which holds both accounts.
create function tuma.give_limits_back(p_origin uuid, p_amount bigint) returns void
language sql set search_path = '' as $$
  with origin as (
    select p.payer, p.payee, p.day, p.received_day, least(p_amount, p.amount) amount, (p_amount >= p.amount)::integer times
      from tuma.payments p join tuma.payment_rules r on r.type = p.type and r.counts_toward_limits
     where p.id = p_origin
  )
  update tuma.accounts a
     set sent_today = a.sent_today - w.amount * w.sent_today, sent_today_count = a.sent_today_count - w.times * w.sent_today,
         sent_week = a.sent_week - w.amount * w.sent_week, sent_week_count = a.sent_week_count - w.times * w.sent_week,
         sent_month = a.sent_month - w.amount * w.sent_month, sent_month_count = a.sent_month_count - w.times * w.sent_month,
         received_today = a.received_today - w.amount * w.received_today,
         received_today_count = a.received_today_count - w.times * w.received_today,
         received_week = a.received_week - w.amount * w.received_week,
         received_week_count = a.received_week_count - w.times * w.received_week,
         received_month = a.received_month - w.amount * w.received_month,
         received_month_count = a.received_month_count - w.times * w.received_month
    from (
      -- 1 where the payment is in the account's window, else 0.
      select b.id, o.amount, o.times,
             (b.id = o.payer and o.day >= b.sent_day)::integer sent_today,
             (b.id = o.payer and o.day >= date_trunc('week', b.sent_day::timestamp))::integer sent_week,
             (b.id = o.payer and o.day >= date_trunc('month', b.sent_day::timestamp))::integer sent_month,
             (b.id = o.payee and o.received_day >= b.received_day)::integer received_today,
             (b.id = o.payee and o.received_day >= date_trunc('week', b.received_day::timestamp))::integer received_week,
             (b.id = o.payee and o.received_day >= date_trunc('month', b.received_day::timestamp))::integer received_month
        from origin o join tuma.accounts b on b.id in (o.payer, o.payee)
    ) w
   where a.id = w.id
$$;
