-- settle: ends reservations. Completes them (money moves) or releases them, in one commit with the entries, balances
-- and limits.
--
-- Takes a batch as arrays that are aligned by position; p_ids ascends and is distinct, p_payers and p_payees are theirs.
-- p_states says how each shall end (completed, rejected, failed), p_refusals why not; p_scores, p_fraud_model,
-- p_checks_ms and p_evidence are what the checks found (null: what is kept already stands). They end from the state
-- p_from: what a person has to decide about is not released by a timer. p_fees_to and p_excise_to are the house's
-- accounts that take fees and the duty on them; p_market's tiers have the payees' limits (null: none). p_day is the
-- market's day now and p_slot (0–11) its two hours. What is paid for numbers that are not registered waits until
-- p_claim_until; where nothing is completed it may be null.
--
-- A fee is taken from whom the payment's row says: its payee's is taken out of what arrives.
--
-- Whoever ends a payment holds its payer's account, so that its state is read and written by one at a time. Payments are
-- taken one after the other in the order of their ids, as if each came alone; a payee that may not be paid, or whose
-- tier does not take more, makes a completion a rejection. Returns a row per known payment, by its position n: how it has
-- ended, now or before (or its state, where it is not open from p_from). The payment's own state decides, so complete,
-- release and expiry may race, and whoever comes second learns what the first did.
create function tuma.settle(
  p_ids uuid[], p_payers bigint[], p_payees bigint[], p_states text[], p_refusals text[], p_scores smallint[],
  p_fraud_model text[], p_checks_ms smallint[], p_evidence jsonb[], p_from text, p_fees_to bigint,
  p_excise_to bigint, p_market text, p_day date, p_slot integer, p_now timestamptz, p_claim_until timestamptz
) returns table (
  n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz, payer_balance bigint
)
language plpgsql security definer set search_path = '' as $$
declare
  v_week date := date_trunc('week', p_day::timestamp);
  v_month date := date_trunc('month', p_day::timestamp);
  v_minute timestamptz := date_bin('1 minute', p_now, 'epoch');
  v_hour timestamptz := date_bin('1 hour', p_now, 'epoch');
  -- The limits of the market's tiers, which are numbered from 1.
  v_cap bigint[];
  v_daily bigint[];
  v_weekly bigint[];
  v_monthly bigint[];
  v_daily_count integer[];
  v_weekly_count integer[];
  v_monthly_count integer[];
  -- The accounts, in the order of their ids, and how the payments leave them.
  v_accounts bigint[];
  v_places tid[];
  v_kinds tuma.account_kind[];
  v_statuses tuma.account_status[];
  v_currencies text[];
  v_balances bigint[];
  v_entries bigint[];
  v_caps bigint[];
  v_room bigint[];
  v_times integer[];
  v_days date[];
  v_released bigint[];
  v_received bigint[];
  v_received_counts bigint[];
  v_paid bigint[];
  -- The last payment of each payer, of those that are counted.
  v_last bigint[];
  -- The payments that are open, in the order of their ids, and how they end.
  v_positions integer[];
  v_ids uuid[];
  v_rows tid[];
  v_types tuma.payment_type[];
  v_amounts bigint[];
  -- What each takes from its payer, and what its payee has of it.
  v_debits bigint[];
  v_credits bigint[];
  v_fees bigint[];
  v_excises bigint[];
  v_payers bigint[];
  v_payees bigint[];
  v_numbers bigint[];
  v_devices text[];
  v_states tuma.payment_state[];
  v_refusals tuma.refusal[];
  v_completed boolean[];
  v_payer_entries bigint[];
  v_payer_balances bigint[];
  v_payee_entries bigint[];
  v_payee_balances bigint[];
  v_received_days date[];
  v_nulls bigint[];
  v_fee_entries bigint[];
  v_fee_balances bigint[];
  v_excise_entries bigint[];
  v_excise_balances bigint[];
  -- The rules of their types: whether limits hold, and which kinds of account may be paid, in a text with blanks around each.
  v_rules tuma.payment_type[];
  v_counted boolean[];
  v_allowed text[];
  v_rule integer;
  v_payer integer;
  v_payee integer;
  v_fees_to integer;
  v_excise_to integer;
  v_refusal tuma.refusal;
  v_ended integer;
begin
  -- 1. Lock the accounts, in id order: the payers', which stand for their payments, and those that take money.
  select array_agg(t.balance_cap order by t.tier), array_agg(t.receive_daily order by t.tier),
         array_agg(t.receive_weekly order by t.tier), array_agg(t.receive_monthly order by t.tier),
         array_agg(t.receive_daily_count order by t.tier), array_agg(t.receive_weekly_count order by t.tier),
         array_agg(t.receive_monthly_count order by t.tier)
    into v_cap, v_daily, v_weekly, v_monthly, v_daily_count, v_weekly_count, v_monthly_count
    from tuma.tiers t where t.market = p_market;
  select array_agg(a.id), array_agg(a.kind), array_agg(a.status), array_agg(a.currency), array_agg(a.balance),
         array_agg(a.entries), array_agg(v_cap[a.tier]),
         array_agg(least(
           v_daily[a.tier] - case when a.received_day >= p_day then a.received_today else 0 end,
           v_weekly[a.tier] - case when a.received_day >= v_week then a.received_week else 0 end,
           v_monthly[a.tier] - case when a.received_day >= v_month then a.received_month else 0 end)),
         array_agg(least(
           v_daily_count[a.tier] - case when a.received_day >= p_day then a.received_today_count else 0 end,
           v_weekly_count[a.tier] - case when a.received_day >= v_week then a.received_week_count else 0 end,
           v_monthly_count[a.tier] - case when a.received_day >= v_month then a.received_month_count else 0 end)),
         array_agg(greatest(a.received_day, p_day)), array_agg(a.place)
    into v_accounts, v_kinds, v_statuses, v_currencies, v_balances, v_entries, v_caps, v_room, v_times, v_days, v_places
    from (select *, accounts.ctid place from tuma.accounts
           where accounts.id = any (p_payers || p_payees || array[p_fees_to, p_excise_to])
           order by accounts.id for no key update) a;

  -- 2. The payments that are open still, and what the rules say of their types.
  select array_agg(p.n), array_agg(p.id), array_agg(p.type), array_agg(p.amount),
         array_agg(p.amount + case when p.fee_by_payee then 0 else p.fee end),
         array_agg(p.amount - case when p.fee_by_payee then p.fee else 0 end),
         array_agg(p.fee), array_agg(coalesce(p.excise, 0)), array_agg(p.payer), array_agg(p.payee),
         array_agg(p.number), array_agg(p.device), array_agg(p_states[p.n]), array_agg(p_refusals[p.n]),
         array_agg(p.place)
    into v_positions, v_ids, v_types, v_amounts, v_debits, v_credits, v_fees, v_excises, v_payers, v_payees, v_numbers,
         v_devices, v_states, v_refusals, v_rows
    from (select *, payments.ctid place, width_bucket(payments.id, p_ids) n from tuma.payments
           where payments.id = any (p_ids) and payments.state = p_from::tuma.payment_state order by payments.id) p;

  if v_ids is not null then
    select array_agg(r.type), array_agg(r.counts_toward_limits), array_agg(' ' || array_to_string(r.payees, ' ') || ' ')
      into v_rules, v_counted, v_allowed
      from tuma.payment_rules r where r.type = any (v_types);
    v_fees_to := width_bucket(p_fees_to, v_accounts);
    v_excise_to := width_bucket(p_excise_to, v_accounts);
    if v_accounts[v_fees_to] is distinct from p_fees_to
       or v_accounts[v_excise_to] is distinct from p_excise_to then
      raise exception 'settle: the house has no such account' using errcode = '22023';
    end if;
    v_released := array_fill(0::bigint, array[cardinality(v_accounts)]);
    v_received := v_released; v_received_counts := v_released; v_paid := v_released; v_last := v_released;
    v_nulls := array_fill(null::bigint, array[cardinality(v_ids)]);
    v_payer_entries := v_nulls; v_payer_balances := v_nulls; v_payee_entries := v_nulls; v_payee_balances := v_nulls;
    v_fee_entries := v_nulls; v_fee_balances := v_nulls; v_excise_entries := v_nulls; v_excise_balances := v_nulls;
    v_received_days := array_fill(null::date, array[cardinality(v_ids)]);

    -- 3. One after the other: may it be paid, and what does each entry leave.
    for i in 1 .. cardinality(v_ids) loop
      v_payer := width_bucket(v_payers[i], v_accounts);
      v_payee := width_bucket(v_payees[i], v_accounts);
      if v_accounts[v_payer] is distinct from v_payers[i] then
        raise exception 'settle: the payer of % is not the one that was named', v_ids[i] using errcode = '22023';
      end if;
      v_released[v_payer] := v_released[v_payer] + v_debits[i];
      if v_states[i] = 'completed' then
        v_rule := array_position(v_rules, v_types[i]);
        v_refusal := case
          when coalesce(v_accounts[v_payee] <> v_payees[i], true)
               or coalesce(strpos(v_allowed[v_rule], ' ' || v_kinds[v_payee] || ' '), 0) = 0 then 'recipient_not_found'
          when v_currencies[v_payee] <> v_currencies[v_payer] then 'currency_mismatch'
          when v_statuses[v_payee] = 'closed' then 'recipient_unavailable'
          when v_counted[v_rule]
               and (v_balances[v_payee] + v_credits[i] > v_caps[v_payee]
                    or v_received[v_payee] + v_amounts[i] > v_room[v_payee]
                    or v_received_counts[v_payee] >= v_times[v_payee])
            then 'recipient_limit_exceeded'
        end;
        if v_refusal is not null then
          v_states[i] := 'rejected';
          v_refusals[i] := v_refusal;
        end if;
      end if;
      v_completed[i] := v_states[i] = 'completed';
      continue when not v_completed[i];

      v_balances[v_payer] := v_balances[v_payer] - v_debits[i];
      v_payer_balances[i] := v_balances[v_payer];
      v_entries[v_payer] := v_entries[v_payer] + 1;
      v_payer_entries[i] := v_entries[v_payer];

      v_balances[v_payee] := v_balances[v_payee] + v_credits[i];
      v_payee_balances[i] := v_balances[v_payee];
      v_entries[v_payee] := v_entries[v_payee] + 1;
      v_payee_entries[i] := v_entries[v_payee];
      v_received_days[i] := v_days[v_payee];

      -- What limits do not hold for, as what is taken back, is neither received nor a habit of its payer.
      if v_counted[v_rule] then
        v_received[v_payee] := v_received[v_payee] + v_amounts[i];
        v_received_counts[v_payee] := v_received_counts[v_payee] + 1;
        v_paid[v_payer] := v_paid[v_payer] + 1;
        v_last[v_payer] := i;
      end if;

      if v_fees[i] > v_excises[i] then
        v_balances[v_fees_to] := v_balances[v_fees_to] + v_fees[i] - v_excises[i];
        v_fee_balances[i] := v_balances[v_fees_to];
        v_entries[v_fees_to] := v_entries[v_fees_to] + 1;
        v_fee_entries[i] := v_entries[v_fees_to];
      end if;
      if v_excises[i] > 0 then
        v_balances[v_excise_to] := v_balances[v_excise_to] + v_excises[i];
        v_excise_balances[i] := v_balances[v_excise_to];
        v_entries[v_excise_to] := v_entries[v_excise_to] + 1;
        v_excise_entries[i] := v_entries[v_excise_to];
      end if;
    end loop;

    -- 4. The accounts, each once, however many payments touch it. Of payers also what the fraud rules know of them
    --    (core/fraud/profile.ts); of several payments of one payer the last speaks for all.
    update tuma.accounts a
       set balance = u.balance, held = a.held - u.released, entries = u.entries,
           received_day = case when u.times = 0 then a.received_day else greatest(a.received_day, p_day) end,
           received_today = u.received
             + case when u.times = 0 or a.received_day >= p_day then a.received_today else 0 end,
           received_week = u.received
             + case when u.times = 0 or a.received_day >= v_week then a.received_week else 0 end,
           received_month = u.received
             + case when u.times = 0 or a.received_day >= v_month then a.received_month else 0 end,
           received_today_count = u.times
             + case when u.times = 0 or a.received_day >= p_day then a.received_today_count else 0 end,
           received_week_count = u.times
             + case when u.times = 0 or a.received_day >= v_week then a.received_week_count else 0 end,
           received_month_count = u.times
             + case when u.times = 0 or a.received_day >= v_month then a.received_month_count else 0 end,
           payments = a.payments + u.paid,
           amount_median = case when u.paid = 0 then a.amount_median
             else tuma.next_median(a.payments, a.amount_median, a.amount_deviation, u.doublings) end,
           amount_deviation = case when u.paid = 0 then a.amount_deviation
             else tuma.next_deviation(a.payments, a.amount_median, a.amount_deviation, u.doublings) end,
           minute = case when u.paid = 0 then a.minute else greatest(a.minute, v_minute) end,
           in_minute = u.paid + case when u.paid = 0 or a.minute >= v_minute then a.in_minute else 0 end,
           in_minute_before = case when u.paid = 0 or a.minute >= v_minute then a.in_minute_before
                                   when a.minute = v_minute - interval '1 minute' then a.in_minute
                                   else 0 end,
           hour = case when u.paid = 0 then a.hour else greatest(a.hour, v_hour) end,
           in_hour = u.paid + case when u.paid = 0 or a.hour >= v_hour then a.in_hour else 0 end,
           in_hour_before = case when u.paid = 0 or a.hour >= v_hour then a.in_hour_before
                                 when a.hour = v_hour - interval '1 hour' then a.in_hour
                                 else 0 end,
           hours = case when u.paid = 0 then a.hours else tuma.next_hour_counts(a.hours, p_slot) end,
           recent_payees = case when u.paid = 0 or a.recent_payees[1] = u.payee then a.recent_payees
             else (array_prepend(u.payee, array_remove(a.recent_payees, u.payee)))[:8] end
      from (select t.*, v_payees[t.last] payee,
                   (ln(v_amounts[t.last]::double precision) / ln(2::double precision))::real doublings
              from unnest(v_places, v_balances, v_entries, v_released, v_received, v_received_counts, v_paid, v_last)
                   t (place, balance, entries, released, received, times, paid, last)) u
     where a.ctid = u.place and (u.released > 0 or u.entries > a.entries);
    if not (true = all (v_completed)) then
      perform tuma.release_sent_limits(v_ids, v_completed);
    end if;

    -- 5. The entries, and the payments' ends.
    insert into tuma.entries (account_id, seq, payment_id, amount, balance)
    select u.payer, u.entry, u.id, -u.debit, u.balance
      from unnest(v_ids, v_payers, v_debits, v_payer_entries, v_payer_balances)
           u (id, payer, debit, entry, balance) where u.entry is not null
    union all
    select u.payee, u.entry, u.id, u.credit, u.balance
      from unnest(v_ids, v_payees, v_credits, v_payee_entries, v_payee_balances)
           u (id, payee, credit, entry, balance) where u.entry is not null
    union all
    select p_fees_to, u.entry, u.id, u.fee - u.excise, u.balance
      from unnest(v_ids, v_fees, v_excises, v_fee_entries, v_fee_balances)
           u (id, fee, excise, entry, balance) where u.entry is not null
    union all
    select p_excise_to, u.entry, u.id, u.excise, u.balance
      from unnest(v_ids, v_excises, v_excise_entries, v_excise_balances)
           u (id, excise, entry, balance) where u.entry is not null;

    update tuma.payments p
       set state = u.state, refusal = u.refusal, ended_at = p_now,
           received_day = u.received_day, payer_entry = u.payer_entry, payee_entry = u.payee_entry,
           fraud_score = coalesce(p_scores[u.n], p.fraud_score), fraud_model = coalesce(p_fraud_model[u.n], p.fraud_model),
           checks_ms = coalesce(p_checks_ms[u.n], p.checks_ms), evidence = coalesce(p_evidence[u.n], p.evidence)
      from unnest(v_rows, v_positions, v_states, v_refusals, v_received_days, v_payer_entries, v_payee_entries)
           u (place, n, state, refusal, received_day, payer_entry, payee_entry)
     where p.ctid = u.place;
    get diagnostics v_ended = row_count;
    if v_ended <> cardinality(v_ids) then
      raise exception 'settle: a payment has changed under the lock of its payer' using errcode = '40001';
    end if;

    -- 6. The work that completed payments imply.
    if exists (select from tuma.payment_rules r where r.type = any (v_types) and r.follow_up <> 'none') then
      perform tuma.create_follow_ups(v_ids, v_types, v_completed, p_now, p_claim_until);
    end if;
    if cardinality(array_remove(v_devices, null)) > 0 then
      perform tuma.remember_devices(v_payers, v_devices, v_completed, p_now);
    end if;
  end if;

  -- 7. How they ended: those of this batch as it left them, and what was not open as it is stored.
  return query
  select u.n, u.state, u.refusal, u.number, p_now, u.balance
    from unnest(v_positions, v_states, v_refusals, v_numbers, v_payer_balances) u (n, state, refusal, number, balance);
  if cardinality(v_ids) is distinct from cardinality(p_ids) then
    return query
    select u.n::integer, p.state, p.refusal, case when p.ended_at is not null then p.number end, p.ended_at, e.balance
      from unnest(p_ids) with ordinality u (id, n)
      join tuma.payments p on p.id = u.id
      left join tuma.entries e on e.account_id = p.payer and e.seq = p.payer_entry
     where u.n <> all (coalesce(v_positions, '{}'));
  end if;
end $$;
