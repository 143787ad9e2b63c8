-- A row is airtime that failed ten minutes ago and is still owed to its payer, whose account is closed or may not have so much: a
-- person has to open it or to give it more room.
create view tuma.audit_16_what_failed_is_paid_back_in_time as
select 'payment ' || t.payment_id subject, 'owed since ' || coalesce(t.stuck_since, t.refund_due_at) || ', its account is ' || a.status detail,
       tstzrange(coalesce(t.stuck_since, t.refund_due_at) + interval '10 minutes', null, '()') during
  from tuma.airtime t join tuma.payments p on p.id = t.payment_id join tuma.accounts a on a.id = p.payer
 where t.refund_due_at is not null;
comment on view tuma.audit_16_what_failed_is_paid_back_in_time is '16 what failed is paid back in time';
