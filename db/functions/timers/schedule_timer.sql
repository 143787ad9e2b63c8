-- schedule_timer: these payments are to be seen to at p_due_at: ended if they have not, and told of if nobody was. What
-- has no row in payments is passed over by then. Internal: called in the commit that leaves something to be seen to.
create function tuma.schedule_timer(p_payments uuid[], p_due_at timestamptz) returns void
language sql set search_path = '' as $$
  insert into tuma.payment_timers (payments, due_at) select p_payments, p_due_at where cardinality(p_payments) > 0
$$;
