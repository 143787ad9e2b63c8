-- reserve: holds the payments that customers ask for: reserve_payments, which says what comes back, for the types that the market
-- sells to customers, from wallets, at its prices, limits and day, whoever calls.
create function tuma.reserve(
  p_ids uuid[], p_types text[], p_channels text[], p_payers bigint[], p_payees bigint[], p_amounts bigint[],
  p_fees bigint[], p_excises bigint[], p_references text[], p_devices text[], p_requested_at timestamptz[],
  p_now timestamptz, p_expires_at timestamptz
) returns table (n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz)
language plpgsql security definer set search_path = '' as $$
begin
  return query
  select r.n, r.state, r.refusal, r.number, r.ended_at
    from tuma.reserve_payments(
      p_ids => p_ids, p_types => p_types, p_channels => p_channels, p_payers => p_payers, p_payees => p_payees,
      p_amounts => p_amounts, p_fees => p_fees, p_excises => p_excises, p_references => p_references, p_devices => p_devices,
      p_requested_at => p_requested_at, p_now => p_now, p_expires_at => p_expires_at, p_by_customer => true) r;
end $$;
