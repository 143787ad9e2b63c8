-- clear_pin: takes a customer's PIN away, so that the next dial brings a code by SMS to choose another, and tells the customer
-- by SMS. What was counted against the customer is forgotten: wrong PINs, wrong answers about the identity, codes. True where
-- there is such a customer. Internal: called by change_account, whose record says who did it and why.
create function tuma.clear_pin(p_account bigint, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_customer tuma.customers;
  v_notice uuid := gen_random_uuid();
begin
  update tuma.customers c
     set pin_mac = null, pin_former = coalesce(c.pin_mac, c.pin_former), pin_attempts = 0, pin_wrongs = 0, pin_last_try = null,
         pin_last_right = null, pin_cleared_at = p_now, identity_tries = 0
   where c.account_id = p_account
  returning * into v_customer;
  if not found then
    return false;
  end if;
  delete from tuma.one_time_codes o where o.msisdn = v_customer.msisdn and o.purpose = 'pin';
  insert into tuma.notices (id, kind, msisdn, language, at)
  values (v_notice, 'pin_cleared', v_customer.msisdn, v_customer.language, p_now);
  insert into tuma.receipts (about, party, at) values (v_notice, 'subscriber', p_now);
  return true;
end $$;
