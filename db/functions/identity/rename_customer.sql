-- rename_customer: writes a customer's names as their document has them, for a person at the operator (p_by) who says why. p_detail
-- says what they were and are, for the record. Returns what came of it; the same p_request again is `done` and changes nothing.
--   done   they have these names
--   same   they had them before
--   other  the id is another act's
create function tuma.rename_customer(
  p_account bigint, p_given_name text, p_family_name text, p_request uuid, p_detail text, p_reason text, p_by text,
  p_now timestamptz
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_customer tuma.customers;
  v_known text;
begin
  select * into strict v_customer from tuma.customers c where c.account_id = p_account for no key update;
  v_known := tuma.known_request(p_request, p_account, 'rename', p_detail);
  if v_known is not null then
    return v_known;
  elsif (v_customer.given_name, v_customer.family_name) = (p_given_name, p_family_name) then
    return 'same';
  end if;
  update tuma.customers c set given_name = p_given_name, family_name = p_family_name where c.account_id = p_account;
  insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, request_id, detail)
  values (p_account, 'rename', p_by, p_reason, p_now, p_request, p_detail);
  return 'done';
end $$;
