-- A row is a payment that is listed as refused, and is not so, or is another payer's.
create view tuma.audit_06_refused_payments_are_listed as
select 'payment ' || l.payment_id subject, 'account ' || l.account_id detail
  from tuma.refused_payments l
  left join tuma.payments p on p.id = l.payment_id
 where not coalesce(p.state in ('rejected', 'failed') and p.payer = l.account_id, false);
comment on view tuma.audit_06_refused_payments_are_listed is '6 payments that are listed as refused are so';
