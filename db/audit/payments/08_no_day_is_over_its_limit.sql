-- A row is an account that sent more in a day than its own daily limit allows.
create view tuma.audit_08_no_day_is_over_its_limit as
select 'account ' || a.id subject, sum(p.amount - coalesce(b.amount, 0)) || ' of ' || a.daily_limit || ' on ' || a.sent_day detail
  from tuma.accounts a
  join tuma.payments p on p.payer = a.id and p.day = a.sent_day and p.state not in ('rejected', 'failed')
  join tuma.payment_rules r on r.type = p.type and r.counts_toward_limits
  left join tuma.taken_back b on b.payment_id = p.id
 where a.daily_limit is not null
 group by a.id having sum(p.amount - coalesce(b.amount, 0)) > a.daily_limit;
comment on view tuma.audit_08_no_day_is_over_its_limit is '8 no day is over its limit';
