-- find_business: finds the agent, biller or till with this code; no row where there is none.
create function tuma.find_business(p_code text)
returns table (
  account_id bigint, kind tuma.business_kind, name text, account_digits smallint, account_luhn boolean,
  status tuma.account_status
)
language sql stable security definer set search_path = '' as $$
  select b.account_id, b.kind, b.name, b.account_digits, b.account_luhn, a.status
    from tuma.businesses b join tuma.accounts a on a.id = b.account_id
   where b.code = p_code and tuma.called_alone()
$$;
