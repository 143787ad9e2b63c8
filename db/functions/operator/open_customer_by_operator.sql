-- open_customer_by_operator: opens a customer's wallet for a person at the operator (p_by) who says why. It has no
-- PIN yet: the next dial brings a code by SMS, to choose one. Returns the account and whether it was opened; where the number is registered already, what it has, and
-- nothing is written.
create function tuma.open_customer_by_operator(
  p_msisdn text, p_given_name text, p_family_name text, p_language text, p_tier smallint, p_currency text,
  p_reason text, p_by text, p_now timestamptz
) returns table (account_id bigint, opened boolean)
language plpgsql security definer set search_path = '' as $$
begin
  -- This is the lock of open_customer, which so finds no customer who was not here.
  perform pg_advisory_xact_lock(hashtextextended(p_msisdn, 0));
  opened := not exists (select from tuma.customers c where c.msisdn = p_msisdn);
  account_id := tuma.open_customer(
    p_msisdn => p_msisdn, p_given_name => p_given_name, p_family_name => p_family_name, p_language => p_language,
    p_tier => p_tier, p_pin_mac => null,
    p_currency => p_currency, p_sealed => null, p_welcome => null, p_check_sim => false, p_now => p_now);
  if opened then
    insert into tuma.operator_actions (account_id, action, made_by, reason, made_at)
    values (open_customer_by_operator.account_id, 'open', p_by, p_reason, p_now);
  end if;
  return next;
end $$;
