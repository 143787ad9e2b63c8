-- report_delivery: what the network says became of a message, p_state being its end: delivered or undelivered. Only a
-- receipt that is `sent` changes, so the first end that is reported stays. True where it changed, false where it does
-- not any more, null where nothing was sent under this id.
create function tuma.report_delivery(p_message_id text, p_state text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update tuma.receipts set state = p_state::tuma.receipt_state
   where message_id = p_message_id and state = 'sent';
  if found then
    return true;
  end if;
  return (select false from tuma.receipts where message_id = p_message_id limit 1);
end $$;
