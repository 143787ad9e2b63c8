-- change_pin: sets a new PIN of an account, by its keyed MAC. True where the account has that PIN now; false where
-- there is no such customer, or the PIN is locked.
create function tuma.change_pin(p_account bigint, p_mac bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update tuma.customers set pin_mac = p_mac where account_id = p_account and pin_attempts < 3;
  return found;
end $$;
