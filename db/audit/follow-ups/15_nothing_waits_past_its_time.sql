-- A row is money that should have been claimed or returned ten minutes ago. Where nobody can have it, a person has to open an
-- account or to give one more room. (Money that waits for room in the wallet of its number waits until its time is over.)
create view tuma.audit_15_nothing_waits_past_its_time as
select 'payment ' || u.payment_id subject, 'due at ' || coalesce(greatest(u.until, u.stuck_since), u.due_at) detail,
       tstzrange(case when u.stuck_since is null then u.due_at else greatest(u.until, u.stuck_since) end + interval '10 minutes',
                 null, '()') during
  from tuma.unclaimed u where u.ended_by is null;
comment on view tuma.audit_15_nothing_waits_past_its_time is '15 nothing waits past its time';
