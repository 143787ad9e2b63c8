-- end_airtime: says of airtime that the gateway took, or of which nobody knows, whether it was delivered; where not, it is
-- paid back in the same commit. What has ended stays as it is. Returns the payment that paid back, if any, to ring for.
-- Internal: called by report_airtime, and by the person who looked into what nobody knew of.
create function tuma.end_airtime(p_payment uuid, p_delivered boolean, p_day date, p_now timestamptz)
returns table (payment_id uuid)
language plpgsql set search_path = '' as $$
begin
  update tuma.airtime a set state = case when p_delivered then 'delivered' else 'failed' end::tuma.airtime_state
   where a.payment_id = p_payment and a.state in ('sent', 'unanswered');
  if found and not p_delivered then
    return query select r.payment_id from tuma.refund_airtime(array[p_payment], p_day, p_now) r;
  end if;
end $$;
