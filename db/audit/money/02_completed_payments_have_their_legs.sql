-- A row is a completed payment that has an entry too many or too few, or moved another amount than it says: the
-- payer's and the payee's entry, and where there is a fee or a duty on it, one for each.
create view tuma.audit_02_completed_payments_have_their_legs as
select 'payment ' || p.id subject, coalesce(l.legs, 0) || ' entries' detail
  from tuma.payments p
  left join (select e.payment_id, count(*) legs from tuma.entries e group by e.payment_id) l on l.payment_id = p.id
  left join tuma.entries d on d.account_id = p.payer and d.seq = p.payer_entry and d.payment_id = p.id
  left join tuma.entries c on c.account_id = p.payee and c.seq = p.payee_entry and c.payment_id = p.id
 where p.state = 'completed'
   and (l.legs is distinct from
          2 + (p.fee > coalesce(p.excise, 0))::integer + (coalesce(p.excise, 0) > 0)::integer
        or d.amount is distinct from -(p.amount + p.payer_fee)
        or c.amount is distinct from p.amount - p.payee_fee);
comment on view tuma.audit_02_completed_payments_have_their_legs is '2 completed payments have exactly their legs';
