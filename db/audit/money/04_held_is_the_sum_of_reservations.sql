-- A row is an account that holds money for no open payment, or does not hold what its open payments need.
create view tuma.audit_04_held_is_the_sum_of_reservations as
select 'account ' || coalesce(a.id, h.payer) subject,
       coalesce(a.held::text, 'no account') || ' against ' || coalesce(h.total, 0) detail
  from tuma.accounts a
  full join (select p.payer, sum(p.amount + p.payer_fee) total
               from tuma.payments p where p.ended_at is null group by p.payer) h on h.payer = a.id
 where a.held is distinct from coalesce(h.total, 0);
comment on view tuma.audit_04_held_is_the_sum_of_reservations is '4 held money is the sum of open reservations';
