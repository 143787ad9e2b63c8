-- release: ends those of these payments (ids ascend) that are in the state p_from, without moving money: all in the same
-- way; payees are not locked. Returns what settle does. Internal: called by what ends payments without a check of each.
create function tuma.release(
  p_ids uuid[], p_from text, p_state text, p_refusal text, p_evidence jsonb, p_day date, p_now timestamptz
) returns table (
  n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz, payer_balance bigint
)
language sql set search_path = '' as $$
  select s.*
    from (select array_agg(p.id order by p.id) ids, array_agg(p.payer order by p.id) payers,
                 array_agg(p_evidence) evidence, count(*)::integer n
            from tuma.payments p where p.id = any (p_ids)) p,
         tuma.settle(p.ids, p.payers, p.payers, array_fill(p_state, array[p.n]), array_fill(p_refusal, array[p.n]),
                     '{}', '{}', '{}', p.evidence, p_from, null, null, null, p_day, null, p_now, null) s
   where p.n > 0
$$;
