-- A row is one side of an exchange without the other, or two sides of one currency or of different rates.
create view tuma.audit_15_exchanges_are_pairs_at_one_rate as
select 'payment ' || coalesce(o.id, i.id) subject, coalesce(o.account_reference, 'none') detail
  from (select p.*, a.currency from tuma.payments p join tuma.accounts a on a.id = p.payer
         where p.type = 'exchange_out' and p.state = 'completed') o
  full join (select p.*, a.currency from tuma.payments p join tuma.accounts a on a.id = p.payee
              where p.type = 'exchange_in' and p.state = 'completed') i on i.linked_payment = o.id
 where o.account_reference is distinct from i.account_reference or o.currency is not distinct from i.currency
    or o.linked_payment is distinct from i.id;
comment on view tuma.audit_15_exchanges_are_pairs_at_one_rate is '15 what was exchanged is a pair, at one rate';
