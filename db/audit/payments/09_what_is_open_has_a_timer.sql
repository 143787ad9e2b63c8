-- A row is an open payment that no timer names, so that nothing would ever release its money.
create view tuma.audit_09_what_is_open_has_a_timer as
select 'payment ' || p.id subject, 'expires at ' || p.expires_at detail
  from tuma.payments p
 where p.ended_at is null and p.id not in (select t.payment_id from tuma.timed_payments t);
comment on view tuma.audit_09_what_is_open_has_a_timer is '9 what is open has a timer';
