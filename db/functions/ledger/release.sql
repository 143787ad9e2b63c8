-- release: ends those of these payments (ids ascend) that are in the state p_from, without moving money, all in the
-- same way; payees are not locked. Returns what settle does. Internal: for ending payments without a check of each.
create function tuma.release(
  p_ids uuid[], p_from text, p_state text, p_refusal text, p_evidence jsonb, p_now timestamptz
) returns table (
  n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz, payer_balance bigint
)
language sql set search_path = '' as $$
  select s.*
    from (select array_agg(p.id order by p.id) ids, array_agg(p.payer order by p.id) payers,
                 array_agg(p_evidence) evidence, count(*)::integer n
            from tuma.payments p where p.id = any (p_ids)) p,
         tuma.settle_payments(p_ids => p.ids, p_payers => p.payers, p_payees => p.payers,
                     p_states => array_fill(p_state, array[p.n]), p_refusals => array_fill(p_refusal, array[p.n]),
                     p_scores => '{}', p_fraud_model => '{}', p_checks_ms => '{}', p_evidence => p.evidence,
                     p_from => p_from, p_fees_to => null, p_excise_to => null, p_now => p_now) s
   where p.n > 0
$$;
