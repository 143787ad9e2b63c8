-- A row is a system account whose balance is not the sum of the money that waits for numbers in it.
create view tuma.audit_15_unclaimed_accounts_hold_what_waits as
select 'account ' || a.id subject, a.balance || ' against ' || w.total detail
  from tuma.accounts a
  left join lateral (
    select coalesce(sum(p.amount), 0) total
      from tuma.unclaimed u join tuma.payments p on p.id = u.payment_id where u.ended_by is null and p.payee = a.id
  ) w on true
 where a.kind = 'unclaimed' and a.balance <> w.total;
comment on view tuma.audit_15_unclaimed_accounts_hold_what_waits is '15 what waits is all in the house''s accounts';
