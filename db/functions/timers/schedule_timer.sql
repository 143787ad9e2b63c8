-- schedule_timer: leaves a timer: at p_due_at these payments are ended if they have not, and their receipts sent if
-- nobody did. An id without a payment is passed over then. Internal: called in the commit that leaves the work.
create function tuma.schedule_timer(p_payments uuid[], p_due_at timestamptz) returns void
language sql set search_path = '' as $$
  insert into tuma.payment_timers (payments, due_at) select p_payments, p_due_at where cardinality(p_payments) > 0
$$;
