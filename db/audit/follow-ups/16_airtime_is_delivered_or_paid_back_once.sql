-- A row is a completed payment for airtime without a delivery, a failed delivery that was not paid back whole and once
-- to its payer and is not owed either, or a refund of airtime that did not fail.
create view tuma.audit_16_airtime_is_delivered_or_paid_back_once as
select 'payment ' || coalesce(p.id, t.payment_id) subject,
       coalesce(t.state::text, 'no delivery') || ', ' || coalesce(r.refunds, 0) || ' refunds' detail
  from (select * from tuma.payments where type = 'airtime' and state = 'completed') p
  full join tuma.airtime t on t.payment_id = p.id
  left join (select linked_payment, count(*) refunds, sum(amount) total, min(payee) payee from tuma.payments
              where type = 'airtime_refund' and state = 'completed' group by linked_payment) r on r.linked_payment = p.id
 where p.id is null or t.payment_id is null
    or coalesce(r.refunds, 0) <> case when t.state = 'failed' and t.refund_due_at is null then 1 else 0 end
    or coalesce(r.total, 0) <> case when t.state = 'failed' and t.refund_due_at is null then p.amount + p.payer_fee else 0 end
    or r.payee <> p.payer;
comment on view tuma.audit_16_airtime_is_delivered_or_paid_back_once is '16 airtime is delivered or paid back, once';
