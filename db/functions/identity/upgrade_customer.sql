-- upgrade_customer: gives a customer the limits of a higher tier, on a document that a person at the operator (p_by) has seen.
-- p_sealed is all that is on file of their identity, with this document, encrypted; p_sealed_before is what it was made from, so
-- that nothing that was filed meanwhile is lost. p_identity is the document's token. Returns what came of it; the same p_request
-- again is `done` and changes nothing.
--   done     they have this tier
--   same     they had it, or a higher one
--   changed  their file has changed meanwhile: ask again
--   second   somebody with this document has another wallet
--   closed   their wallet is closed
--   other    the id is another act's
create function tuma.upgrade_customer(
  p_account bigint, p_tier smallint, p_sealed_before bytea, p_sealed bytea, p_identity text, p_request uuid, p_detail text,
  p_reason text, p_by text, p_now timestamptz
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_customer tuma.customers;
  v_account tuma.accounts;
  v_known text;
begin
  select * into strict v_customer from tuma.customers c where c.account_id = p_account for no key update;
  select * into strict v_account from tuma.accounts a where a.id = p_account for no key update;
  v_known := tuma.known_request(p_request, p_account, 'upgrade', p_detail);
  if v_known is not null then
    return v_known;
  elsif v_account.status = 'closed' then
    return 'closed';
  elsif v_account.tier is null or v_account.tier >= p_tier then
    return 'same';
  elsif v_customer.sealed is distinct from p_sealed_before then
    return 'changed';
  elsif tuma.has_other_wallet(p_identity, v_account.currency, p_account) then
    return 'second';
  end if;
  update tuma.accounts a set tier = p_tier where a.id = p_account;
  update tuma.customers c set sealed = p_sealed where c.account_id = p_account;
  -- What did not fit before may fit now.
  perform tuma.wake_owed(p_account, p_now);
  insert into tuma.identity_tokens (token, account_id, at) values (p_identity, p_account, p_now) on conflict do nothing;
  insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, request_id, detail)
  values (p_account, 'upgrade', p_by, p_reason, p_now, p_request, p_detail);
  return 'done';
end $$;
