-- report_airtime: records the gateway's report of a request, which ends the airtime, once. Where the request is not
-- known, or not yet, its first report is kept for finish_airtime. Returns the payment that paid back, if any, so that
-- its receipts are sent.
create function tuma.report_airtime(p_request_id text, p_delivered boolean, p_now timestamptz)
returns table (payment_id uuid)
language plpgsql security definer set search_path = '' as $$
declare
  v_payment uuid;
begin
  p_now := (tuma.clock(p_now)).now;
  perform pg_advisory_xact_lock(hashtextextended(p_request_id, 0));
  select a.payment_id into v_payment from tuma.airtime a where a.request_id = p_request_id;
  if found then
    return query select e.payment_id from tuma.end_airtime(v_payment, p_delivered, p_now) e;
  else
    insert into tuma.airtime_reports (request_id, delivered, at) values (p_request_id, p_delivered, p_now)
    on conflict (request_id) do nothing;
  end if;
end $$;
