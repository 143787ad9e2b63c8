-- change_pin: sets a new PIN of a customer, by its keyed MAC (p_mac), and tells the customer by the notice p_notice. Returns
-- what came of it; the same notice again gives the same answer, and writes nothing.
--   changed
--   same    that is the PIN that the account has
--   locked  the PIN is locked, or there is none, or no such customer
create function tuma.change_pin(p_account bigint, p_mac bytea, p_notice uuid, p_now timestamptz) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_customer tuma.customers;
begin
  p_now := (tuma.clock(p_now)).now;
  select * into v_customer from tuma.customers where account_id = p_account for no key update;
  if exists (select from tuma.notices n where n.id = p_notice) then
    return 'changed';
  elsif v_customer.pin_mac is null or (tuma.pin_lock(v_customer, p_now)).tries_left = 0 then
    return 'locked';
  elsif v_customer.pin_mac = p_mac then
    return 'same';
  end if;
  update tuma.customers set pin_mac = p_mac where account_id = p_account;
  insert into tuma.notices (id, kind, msisdn, language, at)
  values (p_notice, 'pin_changed', v_customer.msisdn, v_customer.language, p_now);
  insert into tuma.receipts (about, party, at) values (p_notice, 'subscriber', p_now);
  return 'changed';
end $$;
