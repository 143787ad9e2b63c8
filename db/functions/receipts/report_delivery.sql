-- report_delivery: a gateway reports how a message of its own ended, p_state being delivered or undelivered. The receipt may
-- still be `sending`: the report overtook the answer to the call, or the answer was lost. The first end that is reported
-- stays. True where the receipt changed, false where it had ended before, null where the gateway has no message of this id.
create function tuma.report_delivery(p_gateway text, p_message_id text, p_state text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update tuma.receipts r set state = p_state::tuma.receipt_state, claim = null
   where r.message_id = p_message_id and r.gateway = p_gateway and r.state in ('sending', 'sent');
  if found then
    return true;
  end if;
  return (select false from tuma.receipts r where r.message_id = p_message_id and r.gateway = p_gateway limit 1);
end $$;
