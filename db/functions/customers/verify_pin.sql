-- verify_pin: tries a PIN of an account. p_mac is the keyed MAC of what was typed; p_try names the try, and the same
-- try again gets the same answer and counts once.
--
-- Returns a row: whether it was right, and how many tries are left (0: the PIN is locked, and no PIN is right any
-- more). Null is left where there is no PIN yet, and then nothing is counted. No row where there is no such customer.
create function tuma.verify_pin(p_account bigint, p_mac bytea, p_try uuid)
returns table (is_right boolean, tries_left smallint)
language plpgsql security definer set search_path = '' as $$
declare
  c_tries constant smallint := 3;
  v_customer tuma.customers;
begin
  -- 1. Lock the customer's row, so that tries come one after the other.
  select * into v_customer from tuma.customers where account_id = p_account for no key update;
  if not found then
    return;
  end if;

  if v_customer.pin_mac is null then
    return query select false, null::smallint;
    return;
  end if;

  if v_customer.pin_last_try is distinct from p_try and v_customer.pin_attempts < c_tries then
    -- 2. Count before comparing; a right PIN resets the count.
    v_customer.pin_attempts := v_customer.pin_attempts + 1;
    v_customer.pin_last_right := v_customer.pin_mac = p_mac;
    if v_customer.pin_last_right then
      v_customer.pin_attempts := 0;
    end if;
    update tuma.customers
       set pin_attempts = v_customer.pin_attempts, pin_last_try = p_try,
           pin_last_right = v_customer.pin_last_right
     where account_id = p_account;
  elsif v_customer.pin_last_try is distinct from p_try then
    v_customer.pin_last_right := false;
  end if;

  return query select v_customer.pin_last_right, (c_tries - v_customer.pin_attempts)::smallint;
end $$;
