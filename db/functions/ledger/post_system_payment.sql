-- post_system_payment: ends or undoes a completed payment by another one, from the system account that has its money:
-- an ordinary payment, held, linked to its origin, and completed. Returns its id, or null where p_payee cannot have it, and then
-- nothing is written: it is closed; or it would have more than its tier allows (or, where the type counts toward limits, would
-- receive more). Internal: the caller has locked the row that demands it, once, and calls in the order of payees.
create function tuma.post_system_payment(
  p_origin uuid, p_type text, p_payee bigint, p_amount bigint, p_now timestamptz
) returns uuid
language plpgsql set search_path = '' as $$
declare
  v_id uuid := uuidv7();
  v_origin tuma.payments;
  v_clock record := tuma.clock(p_now);
  v_accounts record;
  v_payee integer;
  v_counted boolean;
begin
  select * into strict v_origin from tuma.payments p where p.id = p_origin;
  select r.counts_toward_limits into strict v_counted from tuma.payment_rules r where r.type = p_type::tuma.payment_type;

  -- The locks are those that the payment takes anyway. From here on nobody closes the account, or takes its room.
  v_accounts := tuma.lock_accounts(
    p_accounts => array[v_origin.payee, p_payee], p_market => v_clock.market, p_day => v_clock.day);
  v_payee := array_position(v_accounts.ids, p_payee);
  if v_accounts.statuses[v_payee] = 'closed'
     or v_accounts.balances[v_payee] + p_amount > v_accounts.caps[v_payee]
     or (v_counted and (p_amount > v_accounts.room[v_payee] or v_accounts.times[v_payee] < 1)) then
    return null;
  end if;
  if not tuma.post_payment(
    p_id => v_id, p_linked => p_origin, p_type => p_type, p_channel => v_origin.channel::text, p_payer => v_origin.payee,
    p_payee => p_payee, p_amount => p_amount, p_reference => v_origin.account_reference, p_now => p_now
  ) then
    raise exception 'post_system_payment: % of % was refused', p_type, p_origin;
  end if;
  return v_id;
end $$;
