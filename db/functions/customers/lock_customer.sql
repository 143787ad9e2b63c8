-- lock_customer: locks a customer's number, as registrations and waiting money do, and then the customer's row, and returns it; null
-- where there is no such customer. Internal.
create function tuma.lock_customer(p_account bigint) returns tuma.customers
language plpgsql set search_path = '' as $$
declare
  v_customer tuma.customers;
begin
  perform pg_advisory_xact_lock(hashtextextended(c.msisdn, 0))
     from tuma.customers c where c.account_id = p_account and c.msisdn is not null;
  select * into v_customer from tuma.customers c where c.account_id = p_account for no key update;
  return v_customer;
end $$;
