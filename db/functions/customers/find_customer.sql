-- find_customer: finds the customer with this number; no row where there is none.
create function tuma.find_customer(p_msisdn text)
returns table (account_id bigint, given_name text, family_name text, language tuma.language, tier smallint)
language sql stable security definer set search_path = '' as $$
  select c.account_id, c.given_name, c.family_name, c.language, a.tier
    from tuma.customers c join tuma.accounts a on a.id = c.account_id where c.msisdn = p_msisdn
$$;
