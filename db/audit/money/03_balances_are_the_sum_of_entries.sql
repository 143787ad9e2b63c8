-- A row is an account whose balance, or number of entries, is not what its entries say.
create view tuma.audit_03_balances_are_the_sum_of_entries as
select 'account ' || coalesce(a.id, s.account_id) subject,
       coalesce(a.balance::text, 'no account') || ' against ' || coalesce(s.total, 0) detail
  from tuma.accounts a
  full join (select e.account_id, sum(e.amount) total, count(*) entries from tuma.entries e group by e.account_id) s
    on s.account_id = a.id
 where a.balance is distinct from coalesce(s.total, 0) or a.entries is distinct from coalesce(s.entries, 0);
comment on view tuma.audit_03_balances_are_the_sum_of_entries is '3 balances are the sum of entries';
