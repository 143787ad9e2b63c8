-- has_other_wallet: whether somebody with this document (its token, null for none) has an open wallet in a currency, other than
-- p_account (null for none). Until the commit nobody else opens one with this document. Internal: one person has one wallet, and so
-- one set of limits.
create function tuma.has_other_wallet(p_identity text, p_currency text, p_account bigint) returns boolean
language plpgsql set search_path = '' as $$
begin
  if p_identity is null then
    return false;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('identity ' || p_identity, 0));
  return exists (
    select from tuma.identity_tokens t join tuma.accounts a on a.id = t.account_id
     where t.token = p_identity and t.account_id is distinct from p_account
       and a.status <> 'closed' and a.currency = p_currency);
end $$;
