-- A row is a payment whose state contradicts its history: for example completed without ever being reserved, or in
-- review without an open review.
create view tuma.audit_06_states_follow_the_graph as
select 'payment ' || p.id subject,
       p.state || coalesce(' reserved at ' || p.reserved_at, '') || coalesce(' ended at ' || p.ended_at, '') detail
  from tuma.payments p left join tuma.reviews r on r.payment_id = p.id
 where not case p.state
         when 'reserved' then p.reserved_at is not null and r.payment_id is null
         when 'review' then p.reserved_at is not null and r.payment_id is not null and r.decided_at is null
         when 'completed' then p.reserved_at is not null and r.approved is not false
         else r.payment_id is null or r.approved is not null
       end;
comment on view tuma.audit_06_states_follow_the_graph is '6 states follow the graph';
