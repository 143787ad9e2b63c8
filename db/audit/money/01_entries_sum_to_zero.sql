-- A row is money that was made or lost: the entries of a currency, or of one payment, do not cancel out.
create view tuma.audit_01_entries_sum_to_zero as
select 'currency ' || a.currency subject, sum(e.amount)::text detail
  from tuma.entries e join tuma.accounts a on a.id = e.account_id
 group by a.currency having sum(e.amount) <> 0
union all
select 'payment ' || e.payment_id, sum(e.amount)::text
  from tuma.entries e
 group by e.payment_id having sum(e.amount) <> 0;
comment on view tuma.audit_01_entries_sum_to_zero is '1 entries sum to zero';
