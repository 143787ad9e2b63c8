-- read_businesses: lists businesses by their codes, at most p_limit, from the first one after p_after (null: from the first), of
-- p_kind (null: of any kind); or the one with p_code alone.
create function tuma.read_businesses(p_code text, p_kind text, p_after text, p_limit integer)
returns table (
  code text, kind tuma.business_kind, name text, msisdn text, language tuma.language, account_digits smallint,
  account_luhn boolean, currency text, status tuma.account_status, balance bigint, held bigint
)
language sql stable security definer set search_path = '' as $$
  select b.code, b.kind, b.name, b.msisdn, b.language, b.account_digits, b.account_luhn, a.currency, a.status, a.balance, a.held
    from tuma.businesses b join tuma.accounts a on a.id = b.account_id
   where (p_code is null or b.code = p_code) and (p_kind is null or b.kind = p_kind::tuma.business_kind)
     and (p_after is null or b.code > p_after)
   order by b.code limit p_limit
$$;
