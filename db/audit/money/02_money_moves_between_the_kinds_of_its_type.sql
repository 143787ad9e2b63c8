-- A row is a completed payment between accounts that its type does not allow, such as a payment to a person that went
-- to a system account.
create view tuma.audit_02_money_moves_between_the_kinds_of_its_type as
select 'payment ' || p.id subject,
       p.type || ' from ' || coalesce(a.kind::text, 'nothing') || ' to ' || coalesce(b.kind::text, 'nothing') detail
  from tuma.payments p
  left join tuma.payment_rules r on r.type = p.type
  left join tuma.accounts a on a.id = p.payer
  left join tuma.accounts b on b.id = p.payee
 where p.state = 'completed' and not coalesce(a.kind = any (r.payers) and b.kind = any (r.payees), false);
comment on view tuma.audit_02_money_moves_between_the_kinds_of_its_type is '2 money moves between accounts of the kinds of its type';
