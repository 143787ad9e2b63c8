-- refund_owed_airtime: pays back up to p_limit of what is owed for airtime that failed and could not be paid back, where it is time to
-- look again. Returns the payments, whose receipts are due. Safe to run at any time, by any number of callers.
create function tuma.refund_owed_airtime(p_limit integer, p_now timestamptz) returns table (payment_id uuid)
language plpgsql security definer set search_path = '' as $$
declare
  v_owed uuid[];
begin
  p_now := (tuma.clock(p_now)).now;
  with due as materialized (
    select a.payment_id from tuma.airtime a
     where a.refund_due_at <= p_now
     order by a.refund_due_at limit p_limit for no key update skip locked
  )
  select array_agg(d.payment_id) into v_owed from due d;
  return query select r.payment_id from tuma.refund_airtime(v_owed, p_now) r;
end $$;
