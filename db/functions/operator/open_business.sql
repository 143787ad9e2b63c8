-- open_business: opens the account of an agent, a biller or a till, for a person at the operator (p_by) who says why. p_code is
-- the number that customers shall type; null is the first free one of six digits. A code belongs to one business for ever, also
-- when it is closed: its receipts name it.
--
-- p_request is the id that it is asked for under: again under the same one, the answer is the business that it has opened, and
-- nothing is written. Returns the code and whether it was opened; no row where another business has the code.
create function tuma.open_business(
  p_request uuid, p_code text, p_kind text, p_name text, p_msisdn text, p_language text, p_account_digits smallint,
  p_account_luhn boolean, p_currency text, p_reason text, p_by text, p_now timestamptz
) returns table (code text, opened boolean)
language plpgsql security definer set search_path = '' as $$
declare
  v_account bigint;
begin
  -- 1. One after the other: a code is free until it is taken.
  perform pg_advisory_xact_lock(hashtextextended('open_business', 0));
  return query
  select b.code, false from tuma.operator_actions a join tuma.businesses b on b.account_id = a.account_id
   where a.request_id = p_request;
  if found then
    return;
  end if;
  code := coalesce(p_code, (
    select n::text from generate_series(100000, 999999) n
     where not exists (select from tuma.businesses b where b.code = n::text) limit 1));
  if code is null or exists (select from tuma.businesses b where b.code = open_business.code) then
    return;
  end if;

  -- 2. Open it, and sign it. Businesses have no tier, so no limits.
  insert into tuma.accounts (kind, currency) values (p_kind::tuma.account_kind, p_currency) returning id into v_account;
  insert into tuma.businesses (code, kind, account_id, name, msisdn, language, account_digits, account_luhn)
  values (open_business.code, p_kind::tuma.business_kind, v_account, p_name, p_msisdn, p_language::tuma.language,
          p_account_digits, p_account_luhn);
  insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, request_id)
  values (v_account, 'open', p_by, p_reason, p_now, p_request);
  opened := true;
  return next;
end $$;
