-- prove_number: tries the code that proves who has a customer's number, as check_code does. A right one is used up, and the money
-- that waits for the number is due now.
create function tuma.prove_number(p_account bigint, p_mac bytea, p_try uuid, p_now timestamptz)
returns table (verdict text, tries_left smallint)
language plpgsql security definer set search_path = '' as $$
declare
  v_customer tuma.customers := tuma.lock_customer(p_account);
begin
  p_now := (tuma.clock(p_now)).now;
  if v_customer.possession_proved_at is not null then
    verdict := 'right';
    return next;
    return;
  end if;
  select k.verdict, k.tries_left into verdict, tries_left
    from tuma.check_code(
      p_msisdn => v_customer.msisdn, p_purpose => 'number', p_mac => p_mac, p_try => p_try, p_now => p_now) k;
  if verdict = 'right'
     and tuma.use_code(p_msisdn => v_customer.msisdn, p_purpose => 'number', p_proof => p_try, p_now => p_now) then
    perform tuma.prove_possession(p_account, p_now);
  end if;
  return next;
end $$;
