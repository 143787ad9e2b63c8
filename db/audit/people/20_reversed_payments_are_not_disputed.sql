-- A row is a dispute that stayed open although a reversal has helped the customer.
create view tuma.audit_20_reversed_payments_are_not_disputed as
select 'payment ' || d.payment_id subject, 'since ' || d.opened_at detail
  from tuma.disputes d
  join tuma.reversals r on r.payment_id = d.payment_id
  join tuma.payments p on p.id = r.ended_by
 where d.closed_at is null and d.opened_at <= p.ended_at;
comment on view tuma.audit_20_reversed_payments_are_not_disputed is '20 what was reversed is disputed no more';
