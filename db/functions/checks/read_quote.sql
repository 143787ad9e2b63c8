-- read_quote: reads what a quote is made from: how the payer, who has the number
-- p_payer_msisdn, stands now, and the payee: the customer with the number
-- p_msisdn, or the business with the code p_code (the other one is null). One row, or none where the payer is unknown;
-- the payee's columns are null where nobody has that number. Amounts and counts are those of read_check_inputs.
create function tuma.read_quote(p_payer bigint, p_payer_msisdn text, p_msisdn text, p_code text, p_now timestamptz)
returns table (
  payee bigint, given_name text, family_name text, business_kind tuma.business_kind, business_name text,
  balance bigint, available bigint, daily_limit bigint, tier smallint, payer_kind tuma.account_kind,
  payer_status tuma.account_status, sent_today bigint, sent_week bigint, sent_month bigint, sent_today_count integer,
  sent_week_count integer, sent_month_count integer, payee_kind tuma.account_kind, payee_status tuma.account_status,
  payee_tier smallint, payee_balance bigint, received_today bigint, received_week bigint, received_month bigint,
  received_today_count integer, received_week_count integer, received_month_count integer, account_digits smallint,
  account_luhn boolean, same_currency boolean
)
language sql stable security definer set search_path = '' as $$
  select coalesce(r.account_id, b.account_id), r.given_name, r.family_name, b.kind, b.name,
         f.balance, f.available, f.daily_limit, f.tier, f.payer_kind, f.payer_status, f.sent_today, f.sent_week,
         f.sent_month, f.sent_today_count, f.sent_week_count, f.sent_month_count, f.payee_kind, f.payee_status,
         f.payee_tier, f.payee_balance, f.received_today, f.received_week, f.received_month, f.received_today_count,
         f.received_week_count, f.received_month_count, f.account_digits, f.account_luhn, f.same_currency
    from (select) one
    left join tuma.customers r on r.msisdn = p_msisdn
    left join tuma.businesses b on b.code = p_code
   cross join lateral tuma.read_check_inputs(
     p_ids => array[null::uuid], p_payers => array[p_payer], p_payees => array[coalesce(r.account_id, b.account_id)],
     p_devices => array[null::text], p_now => p_now) f
   where tuma.owns(p_payer, p_payer_msisdn) and tuma.called_alone()
$$;
