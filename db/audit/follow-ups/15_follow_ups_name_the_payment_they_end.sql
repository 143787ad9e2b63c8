-- A row is a claim, a return or a refund of something that did not wait or did not fail.
create view tuma.audit_15_follow_ups_name_the_payment_they_end as
select 'payment ' || p.id subject, coalesce(p.linked_payment::text, 'none') detail
  from tuma.payments p
  left join tuma.unclaimed u on u.payment_id = p.linked_payment and u.ended_by = p.id
  left join tuma.airtime t on t.payment_id = p.linked_payment and t.state = 'failed'
 where (p.type in ('claim', 'return') and u.payment_id is null)
    or (p.type = 'airtime_refund' and t.payment_id is null);
comment on view tuma.audit_15_follow_ups_name_the_payment_they_end is '15 claims, returns and refunds name the payment they end';
