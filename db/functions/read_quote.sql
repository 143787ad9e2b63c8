-- read_quote: what a quote is made from: the payer's standing on p_day, and who is to be paid: the customer with the
-- number p_msisdn, or the business with the number p_code (the other one is null). One row, or none where the payer is
-- unknown; the payee's columns are null where nobody has that number.
create function tuma.read_quote(p_payer bigint, p_msisdn text, p_code text, p_day date)
returns table (
  available bigint, daily_limit bigint, daily_used bigint, tier smallint, payer_status tuma.account_status,
  payee bigint, payee_status tuma.account_status, given_name text, family_name text, business_kind tuma.business_kind,
  business_name text, account_digits smallint, account_luhn boolean
)
language sql stable security definer set search_path = '' as $$
  select a.balance - a.held, a.daily_limit,
         case when a.used_day >= p_day then a.used_today else 0 end, c.tier, a.status,
         p.id, p.status, r.given_name, r.family_name, b.kind, b.name, b.account_digits, b.account_luhn
    from tuma.accounts a
    join tuma.customers c on c.account_id = a.id
    left join tuma.customers r on r.msisdn = p_msisdn
    left join tuma.businesses b on b.code = p_code
    left join tuma.accounts p on p.id = coalesce(r.account_id, b.account_id)
   where a.id = p_payer
$$;
