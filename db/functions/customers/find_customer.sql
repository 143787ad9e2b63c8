-- find_customer: finds the customer with this number; no row where there is none. has_pin is false until a PIN was
-- chosen; code_until is when the code to choose one expires, null where none can be used.
-- money_waits: money waits for the number until it is proved who has it, and number_code_until is when the code for that expires.
-- names_late: the carrier (p_carrier, null for none) is slowed down, and tells no names now.
create function tuma.find_customer(p_msisdn text, p_carrier text default null)
returns table (account_id bigint, given_name text, family_name text, language tuma.language, tier smallint, has_pin boolean,
               code_until timestamptz, money_waits boolean, number_code_until timestamptz, names_late boolean)
language sql stable security definer set search_path = '' as $$
  select c.account_id, c.given_name, c.family_name, c.language, a.tier, c.pin_mac is not null,
         case when o.used_at is null and o.failures < 5 then o.expires_at end,
         c.possession_proved_at is null
         and exists (select from tuma.unclaimed u where u.msisdn = c.msisdn and u.ended_by is null),
         case when n.used_at is null and n.failures < 5 then n.expires_at end,
         exists (select from tuma.carrier_watch w where w.carrier = p_carrier and w.names_slowed_until > now())
    from tuma.customers c join tuma.accounts a on a.id = c.account_id
    left join tuma.one_time_codes o on o.msisdn = c.msisdn and o.purpose = 'pin'
    left join tuma.one_time_codes n on n.msisdn = c.msisdn and n.purpose = 'number'
   where c.msisdn = p_msisdn and tuma.called_alone()
$$;
