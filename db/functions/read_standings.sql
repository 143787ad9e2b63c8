-- read_standings: what the revenue check needs of each payment's two accounts, a row per payment, with the
-- payment's own reservation taken out: the check runs beside reserve and must not count it twice.
create function tuma.read_standings(
  p_ids uuid[], p_payers bigint[], p_payees bigint[], p_days date[]
) returns table (
  id uuid, balance bigint, available bigint, daily_limit bigint, daily_used bigint, tier smallint,
  payer_kind tuma.account_kind, payer_status tuma.account_status, payee_kind tuma.account_kind,
  payee_status tuma.account_status, account_digits smallint, account_luhn boolean, same_currency boolean
)
language sql stable security definer set search_path = '' as $$
  select u.id, a.balance,
         case when a.may_be_negative then 9223372036854775807
              else a.balance - a.held + coalesce(p.amount + p.fee, 0) end,
         a.daily_limit,
         case when a.used_day >= u.day then a.used_today else 0 end - coalesce(p.amount, 0),
         c.tier, a.kind, a.status, b.kind, b.status, f.account_digits, f.account_luhn, a.currency = b.currency
    from unnest(p_ids, p_payers, p_payees, p_days) u (id, payer, payee, day)
    join tuma.accounts a on a.id = u.payer
    left join tuma.accounts b on b.id = u.payee
    left join tuma.businesses f on f.account_id = b.id
    left join tuma.customers c on c.account_id = a.id
    left join tuma.payments p on p.id = u.id and p.state = 'reserved'
$$;
