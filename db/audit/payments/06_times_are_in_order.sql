-- A row is a payment that was reserved before it was asked for, or ended before it was reserved, by more than the clocks of who
-- calls may differ; or a payment or an act with a number that was never given out.
create view tuma.audit_06_times_are_in_order as
select 'payment ' || p.id subject,
       'asked ' || p.requested_at || coalesce(', reserved ' || p.reserved_at, '') || coalesce(', ended ' || p.ended_at, '') detail
  from tuma.payments p
 cross join (select coalesce(max(h.clock_tolerance), interval '1 minute') * 2 + interval '1 minute' slack from tuma.home h) c
 where p.reserved_at < p.requested_at - c.slack or p.ended_at < p.reserved_at - c.slack
union all
select 'payment ' || p.id, 'number ' || p.number
  from tuma.payments p where p.number > pg_sequence_last_value('tuma.payments_number_seq')
union all
select 'act ' || o.id, 'number ' || o.id
  from tuma.operator_actions o where o.id > pg_sequence_last_value('tuma.operator_actions_id_seq');
comment on view tuma.audit_06_times_are_in_order is '6 times and numbers are in order';
