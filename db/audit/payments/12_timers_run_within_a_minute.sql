-- A row is a timer that was due more than a minute ago: the sweep does not run.
create view tuma.audit_12_timers_run_within_a_minute as
select 'commit ' || g.id subject, 'due at ' || g.due_at detail,
       tstzrange(g.due_at + interval '1 minute', null, '()') during
  from tuma.payment_timers g;
comment on view tuma.audit_12_timers_run_within_a_minute is '12 timers run within a minute';
