-- read_quote: what a quote is made from: the payer's standing on p_day, and who has the payee's number. One row,
-- or none where the payer is unknown; the payee's columns are null where nobody has that number.
create function tuma.read_quote(p_payer bigint, p_payee_msisdn text, p_day date)
returns table (
  available bigint, daily_limit bigint, daily_used bigint, tier smallint, payer_status tuma.account_status,
  payee bigint, given_name text, family_name text, payee_status tuma.account_status
)
language sql stable security definer set search_path = '' as $$
  select a.balance - a.held, a.daily_limit,
         case when a.used_day >= p_day then a.used_today else 0 end, c.tier, a.status,
         r.account_id, r.given_name, r.family_name, b.status
    from tuma.accounts a
    join tuma.customers c on c.account_id = a.id
    left join tuma.customers r on r.msisdn = p_payee_msisdn
    left join tuma.accounts b on b.id = r.account_id
   where a.id = p_payer
$$;
