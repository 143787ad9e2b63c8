-- end_airtime: ends airtime that the gateway accepted, or whose outcome is unknown, as delivered or not; where it was
-- not, it is paid back in the same commit. Airtime that has ended stays as it is, but what failed and is still owed, because
-- the payer could not have it, is tried again. Returns the payment that paid back, if any, so that its receipts are sent.
-- Internal: called by report_airtime and end_airtime_by_operator.
create function tuma.end_airtime(p_payment uuid, p_delivered boolean, p_now timestamptz)
returns table (payment_id uuid)
language plpgsql set search_path = '' as $$
begin
  update tuma.airtime a
     set state = case when p_delivered then 'delivered' else 'failed' end::tuma.airtime_state,
         refund_due_at = case when not p_delivered then p_now end
   where a.payment_id = p_payment
     and (a.state in ('sent', 'unanswered') or (a.state = 'failed' and a.refunded_by is null and not p_delivered));
  if found and not p_delivered then
    return query select r.payment_id from tuma.refund_airtime(array[p_payment], p_now) r;
  end if;
end $$;
