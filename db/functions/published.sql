-- published: the queue has been told of these payments' events.
create function tuma.published(p_payments uuid[]) returns void
language sql security definer set search_path = '' as $$
  delete from tuma.outbox o where o.payment_id = any (p_payments)
$$;
