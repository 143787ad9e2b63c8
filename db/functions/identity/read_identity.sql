-- read_identity: reads what a person at the operator needs to change a customer: number, names, tier, and the proof of identity,
-- encrypted, in hex; no row where the account is no customer's.
create function tuma.read_identity(p_account bigint)
returns table (msisdn text, given_name text, family_name text, tier smallint, sealed text)
language sql stable security definer set search_path = '' as $$
  select c.msisdn, c.given_name, c.family_name, a.tier, encode(c.sealed, 'hex')
    from tuma.customers c join tuma.accounts a on a.id = c.account_id where c.account_id = p_account
$$;
