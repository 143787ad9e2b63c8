-- find_customer: finds the customer with this number; no row where there is none. has_pin is false until a PIN was
-- chosen; code_until is when the code to choose one expires, null where none can be used.
create function tuma.find_customer(p_msisdn text)
returns table (account_id bigint, given_name text, family_name text, language tuma.language, tier smallint, has_pin boolean,
               code_until timestamptz)
language sql stable security definer set search_path = '' as $$
  select c.account_id, c.given_name, c.family_name, c.language, a.tier, c.pin_mac is not null,
         case when o.used_at is null and o.failures < 5 then o.expires_at end
    from tuma.customers c join tuma.accounts a on a.id = c.account_id
    left join tuma.one_time_codes o on o.msisdn = c.msisdn and o.purpose = 'pin'
   where c.msisdn = p_msisdn
$$;
