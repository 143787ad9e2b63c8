-- A row is a number that a customer had before and that nobody at the operator has changed or released, or a wallet without a
-- number that nobody has released.
create view tuma.audit_23_numbers_are_changed_by_somebody as
select 'account ' || f.account_id subject, 'until ' || f.until detail
  from tuma.former_numbers f
 where not exists (select from tuma.operator_actions c
                    where c.account_id = f.account_id and c.made_at = f.until and c.made_by <> ''
                      and c.action::text in ('change_number', 'release_number'))
union all
select 'account ' || c.account_id, 'no number'
  from tuma.customers c
 where c.msisdn is null
   and not exists (select from tuma.operator_actions a
                    where a.account_id = c.account_id and a.action::text = 'release_number');
comment on view tuma.audit_23_numbers_are_changed_by_somebody is '23 numbers are changed by somebody';
