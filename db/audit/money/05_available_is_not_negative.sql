-- A row is an account that spent or holds more than it has, although it may not be below zero.
create view tuma.audit_05_available_is_not_negative as
select 'account ' || a.id subject, (a.balance - a.held)::text detail
  from tuma.accounts a where a.balance < a.held and not a.may_be_negative;
comment on view tuma.audit_05_available_is_not_negative is '5 available is not negative';
