-- unpublished: payments with events that the queue was not told of, oldest first: those written before p_before,
-- so that the one who wrote them has had time to ring.
create function tuma.unpublished(p_before timestamptz, p_limit integer)
returns table (payment_id uuid)
language sql stable security definer set search_path = '' as $$
  select o.payment_id from tuma.outbox o where o.at <= p_before order by o.at limit p_limit
$$;
