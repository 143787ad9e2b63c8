-- decide_reservations: decides which payments of a batch are reserved, one after the other in their order, as if each came
-- alone. Money is credited by settle, so a decision depends only on what the same payer asked for before. Nothing is
-- written, and the loop runs no SQL: it works on arrays alone.
--
-- p_accounts to p_times are what lock_payers read. p_known are the ids that the books have already; they are passed over.
-- p_unsold are the refusals of what no customer may ask for, by position (null: nothing is refused for that).
-- Returns one row of arrays. By payment: its state (null: it is not logged, because it is known, or its payer or type is
-- not), its refusal, whether its payee pays the fee (null: the payer does), and the day that it counts on. By account: what is
-- held, and how much and how often is sent. `has_exceptions` is true where a payment is not simply reserved.
-- Internal: the second step of reserve, whose search path it has (decide_settlements says why).
create function tuma.decide_reservations(
  p_accounts bigint[], p_kinds tuma.account_kind[], p_statuses tuma.account_status[], p_available bigint[],
  p_days date[], p_today bigint[], p_this_week bigint[], p_this_month bigint[], p_times integer[],
  p_known uuid[], p_ids uuid[], p_types text[], p_payers bigint[], p_amounts bigint[], p_fees bigint[],
  p_unsold tuma.refusal[],
  out states tuma.payment_state[], out refusals tuma.refusal[], out fee_by_payee boolean[], out payment_days date[],
  out held bigint[], out sent bigint[], out counts integer[], out has_exceptions boolean
)
language plpgsql as $$
declare
  -- The rules of the types that there are; v_allowed has the kinds of account that may pay, with blanks around each.
  v_types text[];
  v_counted boolean[];
  v_allowed_when_frozen boolean[];
  v_allowed text[];
  v_payee_pays boolean[];
  v_payer integer;
  v_rule integer;
  v_total bigint;
  v_refusal tuma.refusal;
begin
  select array_agg(r.type::text), array_agg(r.counts_toward_limits), array_agg(r.allowed_when_frozen),
         array_agg(' ' || array_to_string(r.payers, ' ') || ' '), array_agg(r.fee_by = 'payee')
    into v_types, v_counted, v_allowed_when_frozen, v_allowed, v_payee_pays
    from tuma.payment_rules r where r.type::text = any (p_types);

  states := array_fill(null::tuma.payment_state, array[cardinality(p_ids)]);
  refusals := array_fill(null::tuma.refusal, array[cardinality(p_ids)]);
  fee_by_payee := array_fill(null::boolean, array[cardinality(p_ids)]);
  payment_days := array_fill(null::date, array[cardinality(p_ids)]);
  held := array_fill(0::bigint, array[coalesce(cardinality(p_accounts), 0)]);
  sent := held;
  counts := array_fill(0, array[coalesce(cardinality(p_accounts), 0)]);
  has_exceptions := p_known is not null;

  for i in 1 .. cardinality(p_ids) loop
    continue when p_ids[i] = any (p_known);
    v_payer := width_bucket(p_payers[i], p_accounts);
    v_rule := array_position(v_types, p_types[i]);
    if coalesce(p_accounts[v_payer] <> p_payers[i], true) or p_unsold[i] = 'unknown_type'
       or coalesce(strpos(v_allowed[v_rule], ' ' || p_kinds[v_payer] || ' '), 0) = 0 then
      refusals[i] := case when v_rule is null or p_unsold[i] = 'unknown_type' then 'unknown_type' else 'payer_not_found' end;
      has_exceptions := true;
      continue;
    end if;

    -- The rule decides here who pays the fee. From now on the payment's row says it, as payer_fee and payee_fee.
    fee_by_payee[i] := nullif(v_payee_pays[v_rule], false);
    v_total := p_amounts[i] + case when fee_by_payee[i] then 0 else p_fees[i] end;
    v_refusal := case
      when p_unsold[i] is not null then p_unsold[i]
      when p_statuses[v_payer] = 'closed' or (p_statuses[v_payer] = 'frozen' and not v_allowed_when_frozen[v_rule])
        then 'payer_unavailable'
      when p_fees[i] >= p_amounts[i] and fee_by_payee[i] then 'amount_too_small'
      when v_counted[v_rule] and sent[v_payer] + p_amounts[i] > p_today[v_payer] then 'daily_limit_exceeded'
      when v_counted[v_rule] and sent[v_payer] + p_amounts[i] > p_this_week[v_payer] then 'weekly_limit_exceeded'
      when v_counted[v_rule] and sent[v_payer] + p_amounts[i] > p_this_month[v_payer] then 'monthly_limit_exceeded'
      when v_counted[v_rule] and counts[v_payer] >= p_times[v_payer] then 'too_many_payments'
      when v_total > p_available[v_payer] - held[v_payer] then 'insufficient_funds'
    end;
    if v_refusal is null then
      states[i] := 'reserved';
      held[v_payer] := held[v_payer] + v_total;
      if v_counted[v_rule] then
        sent[v_payer] := sent[v_payer] + p_amounts[i];
        counts[v_payer] := counts[v_payer] + 1;
      end if;
    else
      states[i] := 'rejected';
      refusals[i] := v_refusal;
      has_exceptions := true;
    end if;
    payment_days[i] := p_days[v_payer];
  end loop;
end $$;
