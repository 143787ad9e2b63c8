-- report_delivery: a gateway reports how a message of its own ended, p_state being delivered or undelivered. The receipt may
-- still be `sending`: the report overtook the answer to the call, or the answer was lost. The first end that is reported
-- stays. True where the receipt changed, false where it had ended before, null where no receipt knows a message of this id, or
-- not yet: then the report is kept for match_delivery_reports.
create function tuma.report_delivery(
  p_gateway text, p_message_id text, p_state text, p_now timestamptz default now()
) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_known boolean;
begin
  p_now := (tuma.clock(p_now)).now;
  update tuma.receipts r set state = p_state::tuma.receipt_state, claim = null
   where r.message_id = p_message_id and r.gateway = p_gateway and r.state in ('sending', 'sent');
  if found then
    return true;
  end if;
  v_known := exists (select from tuma.receipts r where r.message_id = p_message_id and r.gateway = p_gateway);
  if not v_known then
    insert into tuma.delivery_reports (gateway, message_id, state, at)
    values (p_gateway, p_message_id, p_state::tuma.receipt_state, p_now) on conflict do nothing;
    return null;
  end if;
  return false;
end $$;
