-- post_system_payment: ends or undoes a completed payment by another one, from the system account that has its money:
-- an ordinary payment, held, linked to its origin, and completed. Returns its id, or null where p_payee is closed: nothing is paid
-- into a closed account, and nothing is written. Internal: the caller has locked the row that demands it, once, and calls in the
-- order of payees.
create function tuma.post_system_payment(
  p_origin uuid, p_type text, p_payee bigint, p_amount bigint, p_day date, p_now timestamptz
) returns uuid
language plpgsql set search_path = '' as $$
declare
  v_id uuid := uuidv7();
  v_origin tuma.payments;
begin
  select * into strict v_origin from tuma.payments p where p.id = p_origin;

  -- The locks are those that the payment takes anyway. From here on nobody closes the account.
  perform from tuma.accounts a where a.id in (v_origin.payee, p_payee) order by a.id for no key update;
  if exists (select from tuma.accounts a where a.id = p_payee and a.status = 'closed') then
    return null;
  end if;
  if not tuma.post_payment(
    p_id => v_id, p_linked => p_origin, p_type => p_type, p_channel => v_origin.channel::text, p_payer => v_origin.payee,
    p_payee => p_payee, p_amount => p_amount, p_reference => v_origin.account_reference, p_day => p_day, p_now => p_now
  ) then
    raise exception 'post_system_payment: % of % was refused', p_type, p_origin;
  end if;
  return v_id;
end $$;
