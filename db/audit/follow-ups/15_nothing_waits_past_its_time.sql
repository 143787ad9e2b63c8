-- A row is money that should have been claimed or returned ten minutes ago. Where the wallet and the sender are both
-- closed, a person has to open one of them.
create view tuma.audit_15_nothing_waits_past_its_time as
select 'payment ' || u.payment_id subject, 'due at ' || u.due_at detail,
       tstzrange(u.due_at + interval '10 minutes', null, '()') during
  from tuma.unclaimed u where u.ended_by is null;
comment on view tuma.audit_15_nothing_waits_past_its_time is '15 nothing waits past its time';
