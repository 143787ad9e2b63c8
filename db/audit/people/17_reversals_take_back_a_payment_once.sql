-- A row is a reversal that nobody asked for or that was never made, or one of another amount, of other parties, or of
-- a payment that may not be reversed.
create view tuma.audit_17_reversals_take_back_a_payment_once as
select 'payment ' || coalesce(r.payment_id, p.linked_payment, p.id) subject,
       coalesce('reversal ' || p.id, 'no reversal') detail
  from (select * from tuma.payments where type = 'reversal' and state = 'completed') p
  full join (select * from tuma.reversals where ended_by is not null) r on r.ended_by = p.id
  left join tuma.payments o on o.id = r.payment_id
  left join tuma.payment_rules k on k.type = o.type
 where not coalesce(p.linked_payment = o.id and o.state = 'completed' and k.reversible and p.amount = r.amount
                    and p.fee = 0 and p.amount <= o.amount and p.payer = o.payee and p.payee = o.payer, false);
comment on view tuma.audit_17_reversals_take_back_a_payment_once is '17 a payment is reversed once, to who had paid, and no more than it moved';
