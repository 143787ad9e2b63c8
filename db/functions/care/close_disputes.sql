-- close_disputes: closes the open disputes of a payment, with who closed them and the outcome, which the customer does not read.
-- Where p_tell, each reporter who has a number is told by a notice in the same commit, with p_message (null: the usual words).
-- Returns how many disputes there were.
create function tuma.close_disputes(
  p_payment uuid, p_by text, p_outcome text, p_tell boolean, p_message text, p_now timestamptz
) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_closed integer;
begin
  with closed as (
    update tuma.disputes d set closed_at = p_now, closed_by = p_by, outcome = p_outcome
     where d.payment_id = p_payment and d.closed_at is null
    returning d.account_id
  ), told as (
    insert into tuma.notices (id, kind, msisdn, language, payment_number, message, at)
    select gen_random_uuid(), 'dispute_closed', c.msisdn, c.language, p.number, p_message, p_now
      from closed
      join tuma.customers c on c.account_id = closed.account_id and c.msisdn is not null
      join tuma.payments p on p.id = p_payment
     where p_tell
    returning id
  ), intended as (
    insert into tuma.receipts (about, party, at) select told.id, 'subscriber', p_now from told
  )
  select count(*) into v_closed from closed;
  return v_closed;
end $$;
