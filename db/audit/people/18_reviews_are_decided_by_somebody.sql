-- A row is a review without a payment, a decision that nobody signed, or a decision that the payment's state
-- contradicts.
create view tuma.audit_18_reviews_are_decided_by_somebody as
select 'payment ' || r.payment_id subject,
       coalesce(p.state::text, 'no payment') || ', '
         || case when r.decided_at is null then 'undecided' when r.approved then 'approved' else 'declined' end detail
  from tuma.reviews r left join tuma.payments p on p.id = r.payment_id
 where p.id is null
    or (r.decided_at is null) <> (p.state = 'review')
    or (r.decided_at is not null and (r.approved is null or coalesce(r.decided_by, '') = ''))
    or (not r.approved and p.refusal is distinct from 'fraud_declined');
comment on view tuma.audit_18_reviews_are_decided_by_somebody is '18 decisions are somebody''s, and are what became of the payment';
