-- A row is a party that is owed a receipt and has none, or has one that it is not owed. A payment whose receipts
-- nobody has begun to send has no receipt yet, but a timer.
create view tuma.audit_10_ends_have_exactly_their_receipts as
select 'payment ' || coalesce(o.payment_id, t.about) subject,
       coalesce(o.party, t.party) || case when o.payment_id is null then ' has one' else ' has none' end detail
  from tuma.receipts_due o
  full join (select r.about, r.party from tuma.receipts r where r.party <> 'subscriber') t
         on t.about = o.payment_id and t.party = o.party
 where t.about is null and (o.payment_id in (select r.about from tuma.receipts r)
                            or o.payment_id not in (select g.payment_id from tuma.timed_payments g))
    or o.payment_id is null;
comment on view tuma.audit_10_ends_have_exactly_their_receipts is '10 ends have exactly their receipts';
