-- close_disputes: closes the open disputes of a payment, with who closed them and the outcome. Returns how many there
-- were.
create function tuma.close_disputes(p_payment uuid, p_by text, p_outcome text, p_now timestamptz) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_closed integer;
begin
  update tuma.disputes d set closed_at = p_now, closed_by = p_by, outcome = p_outcome
   where d.payment_id = p_payment and d.closed_at is null;
  get diagnostics v_closed = row_count;
  return v_closed;
end $$;
