-- settle: ends reservations of customers' payments: settle_payments, which says what is what and comes back. What a person has to
-- decide about is not ended here.
create function tuma.settle(
  p_ids uuid[], p_payers bigint[], p_payees bigint[], p_states text[], p_refusals text[], p_scores smallint[],
  p_fraud_model text[], p_checks_ms smallint[], p_evidence jsonb[], p_fees_to bigint, p_excise_to bigint, p_now timestamptz
) returns table (
  n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz, payer_balance bigint
)
language plpgsql security definer set search_path = '' as $$
begin
  return query
  select s.n, s.state, s.refusal, s.number, s.ended_at, s.payer_balance
    from tuma.settle_payments(
      p_ids => p_ids, p_payers => p_payers, p_payees => p_payees, p_states => p_states, p_refusals => p_refusals,
      p_scores => p_scores, p_fraud_model => p_fraud_model, p_checks_ms => p_checks_ms, p_evidence => p_evidence,
      p_fees_to => p_fees_to, p_excise_to => p_excise_to, p_now => p_now) s;
end $$;
