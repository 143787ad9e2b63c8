-- find_party: finds the account of the business with this code, or of the customer with this number or this wallet (p_wallet,
-- for one without a number); no row where there is neither.
create function tuma.find_party(p_code text, p_msisdn text, p_wallet bigint default null)
returns table (
  account_id bigint, kind tuma.account_kind, currency text, status tuma.account_status, "number" text, "name" text,
  pin text
)
language sql stable security definer set search_path = '' as $$
  select p.account_id, p.kind, p.currency, p.status, p."number", p."name", p.pin
    from tuma.parties p
   where p.account_id = coalesce((select b.account_id from tuma.businesses b where b.code = p_code),
                                 (select c.account_id from tuma.customers c where c.msisdn = p_msisdn),
                                 (select c.account_id from tuma.customers c where c.account_id = p_wallet))
$$;
