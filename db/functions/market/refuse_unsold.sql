-- refuse_unsold: looks whether all payments of a batch are such as a customer may ask for, and returns null where they are;
-- else an array by position with the refusal of each that is not. A customer asks through a channel of customers, for a type that
-- the market has a price list for, at that list's price, or at one that was replaced a moment ago and that the customer was quoted.
-- p_accounts and p_tiers are the payers' accounts, in the order of their ids, and their tiers (null: priced as tier 1). Internal:
-- called by reserve_payments, whose search path it has (decide_settlements says why).
create function tuma.refuse_unsold(
  p_market text, p_now timestamptz, p_types text[], p_channels text[], p_payers bigint[], p_payees bigint[], p_amounts bigint[],
  p_fees bigint[], p_excises bigint[], p_accounts bigint[], p_tiers smallint[]
) returns tuma.refusal[]
language plpgsql stable as $$
declare
  v_types text[] := enum_range(null::tuma.payment_type)::text[];
  v_sold boolean[];
  v_refusals tuma.refusal[];
begin
  -- 1. Look each price up.
  select array_agg(u.channel in ('ussd', 'app') and exists (
           select from tuma.price_lists l
            where l.market = p_market and l.type = case when u.type = any (v_types) then u.type::tuma.payment_type end
              and l.tier = coalesce(case l.fee_by when 'payee' then (select b.tier from tuma.accounts b where b.id = u.payee)
                                                  else p_tiers[width_bucket(u.payer, p_accounts)] end, 1)
              and l.until > p_now and u.amount between l.smallest and l.largest
              -- The first band that holds the amount: its bounds belong to it.
              and l.fees[width_bucket(u.amount - 1, l.up_to) + 1] = u.fee
              and l.excises[width_bucket(u.amount - 1, l.up_to) + 1] = coalesce(u.excise, 0)
         ) order by u.n)
    into v_sold
    from unnest(p_types, p_channels, p_payers, p_payees, p_amounts, p_fees, p_excises) with ordinality
         u (type, channel, payer, payee, amount, fee, excise, n);
  if true = all (v_sold) then
    return null;
  end if;

  -- 2. Say of the others what is wrong, by the lists that stand now.
  select array_agg(
           case when u.is_sold then null
                when l.smallest is null or u.channel not in ('ussd', 'app') then 'unknown_type'
                when u.amount < l.smallest then 'amount_too_small'
                when u.amount > l.largest then 'amount_too_large'
                else 'quote_expired' end::tuma.refusal order by u.n)
    into v_refusals
    from unnest(p_types, p_channels, p_payers, p_amounts, v_sold) with ordinality u (type, channel, payer, amount, is_sold, n)
    left join tuma.price_lists l
      on l.market = p_market and l.type::text = u.type and l.until = 'infinity'
     and l.tier = coalesce(case l.fee_by when 'payee' then 1 else p_tiers[width_bucket(u.payer, p_accounts)] end, 1);
  return v_refusals;
end $$;
