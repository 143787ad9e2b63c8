-- decide_settlements: decides how the open payments of a batch end, one after the other in the order of their ids, as if each
-- came alone, and works out what each entry leaves. A payee that may not be paid, or whose tier does not take more, makes a
-- completion a rejection. Nothing is written, and the loop runs no SQL: it works on arrays alone.
--
-- p_accounts to p_days, `balances` and `entries` are what lock_accounts read; the rest are the payments, aligned by position,
-- with `states` and `refusals` as they shall end. p_debits is what each takes from its payer, p_credits what its payee has
-- of it. Returns one row of arrays. By payment: how it ends, the day that it counts on for its payee, and the number and
-- balance of each of its entries (null: it has no such entry). By account: its balance and number of entries, what is
-- released of what it held, how much and how often it received, and how often it paid, with the position of the last one
-- (payments that count toward limits only). Internal: the second step of settle.
--
-- The steps of reserve and settle have their callers' search path, which is closed. A setting of their own would cost a lone
-- payment a tenth of its time in PostgreSQL (measured), and guards nothing: they run with the rights of whoever calls them.
create function tuma.decide_settlements(
  p_accounts bigint[], p_kinds tuma.account_kind[], p_statuses tuma.account_status[], p_currencies text[],
  p_caps bigint[], p_room bigint[], p_times integer[], p_days date[],
  p_ids uuid[], p_types tuma.payment_type[], p_payers bigint[], p_payees bigint[], p_amounts bigint[],
  p_debits bigint[], p_credits bigint[], p_fees bigint[], p_excises bigint[], p_fees_to bigint, p_excise_to bigint,
  inout states tuma.payment_state[], inout refusals tuma.refusal[],
  out completed boolean[], out received_days date[], out payer_entries bigint[], out payer_balances bigint[],
  out payee_entries bigint[], out payee_balances bigint[], out fee_entries bigint[], out fee_balances bigint[],
  out excise_entries bigint[], out excise_balances bigint[],
  inout balances bigint[], inout entries bigint[],
  out released bigint[], out received bigint[], out received_counts bigint[], out paid bigint[], out last_paid bigint[]
)
language plpgsql as $$
declare
  -- The rules of the types: whether they count toward limits, whether they set something right, and which kinds of account
  -- may be paid, with blanks around each.
  v_types tuma.payment_type[];
  v_counted boolean[];
  v_allowed_when_frozen boolean[];
  v_allowed text[];
  v_fees_to integer := width_bucket(p_fees_to, p_accounts);
  v_excise_to integer := width_bucket(p_excise_to, p_accounts);
  v_fee_currency text := p_currencies[v_fees_to];
  v_rule integer; v_payer integer; v_payee integer;
  v_refusal tuma.refusal;
begin
  if p_accounts[v_fees_to] is distinct from p_fees_to or p_accounts[v_excise_to] is distinct from p_excise_to
     or (p_kinds[v_fees_to], p_kinds[v_excise_to], p_currencies[v_excise_to]) <> ('fee_revenue', 'excise', v_fee_currency) then
    raise exception 'settle: the operator has no such account' using errcode = '22023';
  end if;
  select array_agg(r.type), array_agg(r.counts_toward_limits), array_agg(r.allowed_when_frozen),
         array_agg(' ' || array_to_string(r.payees, ' ') || ' ')
    into v_types, v_counted, v_allowed_when_frozen, v_allowed
    from tuma.payment_rules r where r.type = any (p_types);

  released := array_fill(0::bigint, array[cardinality(p_accounts)]);
  received := released; received_counts := released; paid := released; last_paid := released;
  payer_entries := array_fill(null::bigint, array[cardinality(p_ids)]);
  payer_balances := payer_entries; payee_entries := payer_entries; payee_balances := payer_entries;
  fee_entries := payer_entries; fee_balances := payer_entries;
  excise_entries := payer_entries; excise_balances := payer_entries;
  received_days := array_fill(null::date, array[cardinality(p_ids)]);

  for i in 1 .. cardinality(p_ids) loop
    v_payer := width_bucket(p_payers[i], p_accounts);
    v_payee := width_bucket(p_payees[i], p_accounts);
    if p_accounts[v_payer] is distinct from p_payers[i] then
      raise exception 'settle: the payer of % is not the one that was named', p_ids[i] using errcode = '22023';
    end if;
    released[v_payer] := released[v_payer] + p_debits[i];
    if states[i] = 'completed' then
      v_rule := array_position(v_types, p_types[i]);
      v_refusal := case
        when coalesce(p_accounts[v_payee] <> p_payees[i], true)
             or coalesce(strpos(v_allowed[v_rule], ' ' || p_kinds[v_payee] || ' '), 0) = 0 then 'recipient_not_found'
        when p_currencies[v_payee] <> p_currencies[v_payer] or v_fee_currency <> p_currencies[v_payer] then 'currency_mismatch'
        -- A frozen business receives nothing; a frozen wallet does (core/account.ts says why).
        when p_statuses[v_payee] = 'closed'
             or (p_statuses[v_payee] = 'frozen' and p_kinds[v_payee] <> 'wallet' and not v_allowed_when_frozen[v_rule])
          then 'recipient_unavailable'
        when v_counted[v_rule]
             and (balances[v_payee] + p_credits[i] > p_caps[v_payee]
                  or received[v_payee] + p_amounts[i] > p_room[v_payee]
                  or received_counts[v_payee] >= p_times[v_payee])
          then 'recipient_limit_exceeded'
      end;
      if v_refusal is not null then
        states[i] := 'rejected';
        refusals[i] := v_refusal;
      end if;
    end if;
    completed[i] := states[i] = 'completed';
    continue when not completed[i];

    balances[v_payer] := balances[v_payer] - p_debits[i];
    payer_balances[i] := balances[v_payer];
    entries[v_payer] := entries[v_payer] + 1;
    payer_entries[i] := entries[v_payer];

    balances[v_payee] := balances[v_payee] + p_credits[i];
    payee_balances[i] := balances[v_payee];
    entries[v_payee] := entries[v_payee] + 1;
    payee_entries[i] := entries[v_payee];
    received_days[i] := p_days[v_payee];

    -- A payment without limits, such as a reversal, is neither received nor a habit of its payer.
    if v_counted[v_rule] then
      received[v_payee] := received[v_payee] + p_amounts[i];
      received_counts[v_payee] := received_counts[v_payee] + 1;
      paid[v_payer] := paid[v_payer] + 1;
      last_paid[v_payer] := i;
    end if;

    if p_fees[i] > p_excises[i] then
      balances[v_fees_to] := balances[v_fees_to] + p_fees[i] - p_excises[i];
      fee_balances[i] := balances[v_fees_to];
      entries[v_fees_to] := entries[v_fees_to] + 1;
      fee_entries[i] := entries[v_fees_to];
    end if;
    if p_excises[i] > 0 then
      balances[v_excise_to] := balances[v_excise_to] + p_excises[i];
      excise_balances[i] := balances[v_excise_to];
      entries[v_excise_to] := entries[v_excise_to] + 1;
      excise_entries[i] := entries[v_excise_to];
    end if;
  end loop;
end $$;
