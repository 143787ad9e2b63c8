-- try_identity: counts a try to prove a customer's identity, and returns what is on file, encrypted, in hex, for the caller to compare:
-- null where nothing is on file, or no try is left. p_try names the try; the same try again counts once. send_pin_code forgets
-- the tries before a right one. Returns a row with how many tries are left after this one; after three wrong ones only
-- somebody at the operator can help. No row where there is no such customer.
create function tuma.try_identity(p_account bigint, p_try uuid) returns table (sealed text, tries_left smallint)
language plpgsql security definer set search_path = '' as $$
declare
  c_tries constant smallint := 3;
  v_customer tuma.customers;
begin
  perform tuma.called_alone();
  select * into v_customer from tuma.customers where account_id = p_account for no key update;
  if not found then
    return;
  end if;
  if v_customer.identity_last_try is distinct from p_try and v_customer.sealed is not null then
    if v_customer.identity_tries >= c_tries then
      return query select null::text, 0::smallint;
      return;
    end if;
    update tuma.customers set identity_tries = identity_tries + 1, identity_last_try = p_try
     where account_id = p_account
    returning * into v_customer;
  end if;
  return query select encode(v_customer.sealed, 'hex'), (c_tries - v_customer.identity_tries)::smallint;
end $$;
