-- verify_pin_code: tries a customer's code to choose a PIN, as check_code does.
create function tuma.verify_pin_code(p_account bigint, p_mac bytea, p_try uuid, p_now timestamptz)
returns table (verdict text, tries_left smallint)
language sql security definer set search_path = '' as $$
  select v.verdict, v.tries_left
    from tuma.customers c
   cross join lateral tuma.check_code(
     p_msisdn => c.msisdn, p_purpose => 'pin', p_mac => p_mac, p_try => p_try, p_now => (tuma.clock(p_now)).now) v
   where c.account_id = p_account
$$;
