-- A row is an entry that does not follow the one before it: its number leaves a gap, or its balance is not the balance
-- before it plus its amount. Receipts and statements print these balances.
create view tuma.audit_11_entries_lead_from_balance_to_balance as
select 'account ' || b.account_id subject, 'entry ' || b.seq detail
  from (select e.*, lag(e.balance, 1, 0) over w before, row_number() over w place
          from tuma.entries e window w as (partition by e.account_id order by e.seq)) b
 where b.seq <> b.place or b.balance <> b.before + b.amount;
comment on view tuma.audit_11_entries_lead_from_balance_to_balance is '11 entries lead from balance to balance';
