-- A row is money for an unregistered number that no row waits for, or that ended in another way than by one whole
-- payment to the claimer or back to the sender.
create view tuma.audit_15_unclaimed_money_is_claimed_or_returned_once as
select 'payment ' || coalesce(p.id, u.payment_id) subject, coalesce(e.type::text, 'waiting') detail
  from (select * from tuma.payments where type = 'p2p_unregistered' and state = 'completed') p
  full join tuma.unclaimed u on u.payment_id = p.id
  left join tuma.payments e on e.id = u.ended_by
 where p.id is null or u.payment_id is null
    or (u.ended_by is not null and not coalesce(
          e.state = 'completed' and e.type in ('claim', 'return') and e.linked_payment = p.id and e.amount = p.amount
          and e.fee = 0 and e.payer = p.payee and (e.type = 'claim' or e.payee = p.payer), false));
comment on view tuma.audit_15_unclaimed_money_is_claimed_or_returned_once is '15 money that waits is claimed or returned, once';
