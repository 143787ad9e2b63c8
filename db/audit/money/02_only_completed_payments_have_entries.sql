-- A row is a payment that moved money although it did not complete, or entries whose payment does not exist.
create view tuma.audit_02_only_completed_payments_have_entries as
select distinct 'payment ' || e.payment_id subject, coalesce(p.state::text, 'unknown') detail
  from tuma.entries e left join tuma.payments p on p.id = e.payment_id
 where p.state is distinct from 'completed';
comment on view tuma.audit_02_only_completed_payments_have_entries is '2 only completed payments have entries';
