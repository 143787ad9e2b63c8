-- owns: tells whether this number is that of the customer whose account it is. What is told of an account is told to who names both, so
-- that nobody reads accounts by counting them up. Internal: for reads of the Worker.
create function tuma.owns(p_account bigint, p_msisdn text) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from tuma.customers c where c.account_id = p_account and c.msisdn = p_msisdn)
$$;
