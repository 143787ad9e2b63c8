-- reserve: the core check. Holds each payment's amount on its payer's account, and its fee where the payer pays it, or
-- refuses it. Who pays the fee is kept with the payment. What limits do not hold for is not counted among what was sent.
--
-- Takes a batch as arrays that are aligned by position, and decides one after the other in their order, as if each
-- came alone: money is credited by settle, so what a payment may depend on is what its own payer asked for before it.
-- p_market's tiers have the limits; null is for the house's own payments. p_day is the market's day now.
-- Returns a row for each payment, by its position n, that is not simply reserved: refused, or known. An id that is
-- known already is not tried again: it answers with the state that it has, or with idempotency_conflict where the
-- request is another one, and nothing is written.
create function tuma.reserve(
  p_ids uuid[], p_types text[], p_channels text[], p_payers bigint[], p_payees bigint[], p_amounts bigint[],
  p_fees bigint[], p_excises bigint[], p_references text[], p_devices text[], p_requested_at timestamptz[],
  p_market text, p_day date, p_now timestamptz, p_expires_at timestamptz
) returns table (n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz)
language plpgsql security definer set search_path = '' as $$
declare
  v_week date := date_trunc('week', p_day::timestamp);
  v_month date := date_trunc('month', p_day::timestamp);
  -- The limits of the market's tiers, which are numbered from 1.
  v_daily bigint[];
  v_weekly bigint[];
  v_monthly bigint[];
  v_daily_count integer[];
  v_weekly_count integer[];
  v_monthly_count integer[];
  -- The payers, in the order of their ids: where its row is, what each has and may still send, and what it is asked for.
  v_accounts bigint[];
  v_places tid[];
  v_kinds tuma.account_kind[];
  v_statuses tuma.account_status[];
  v_available bigint[];
  v_days date[];
  v_today bigint[];
  v_this_week bigint[];
  v_this_month bigint[];
  v_times integer[];
  v_held bigint[];
  v_sent bigint[];
  v_counts integer[];
  -- The rules of the types that there are; v_allowed has the kinds of account that may pay, with blanks around each.
  v_types text[];
  v_counted boolean[];
  v_allowed_when_frozen boolean[];
  v_allowed text[];
  -- Of them, those whose payees pay the fee; null is none.
  v_by_payee text[];
  -- The payments.
  v_known uuid[];
  v_states tuma.payment_state[];
  v_refusals tuma.refusal[];
  v_payment_days date[];
  v_payer integer;
  v_rule integer;
  v_total bigint;
  v_refusal tuma.refusal;
begin
  -- 1. Lock the payers, in id order. Whoever asks for the same payment at the same time waits here.
  select array_agg(t.send_daily order by t.tier), array_agg(t.send_weekly order by t.tier),
         array_agg(t.send_monthly order by t.tier), array_agg(t.send_daily_count order by t.tier),
         array_agg(t.send_weekly_count order by t.tier), array_agg(t.send_monthly_count order by t.tier)
    into v_daily, v_weekly, v_monthly, v_daily_count, v_weekly_count, v_monthly_count
    from tuma.tiers t where t.market = p_market;
  select array_agg(a.id), array_agg(a.kind), array_agg(a.status),
         array_agg(case when a.may_be_negative then 9223372036854775807 else a.balance - a.held end),
         array_agg(greatest(a.sent_day, p_day)),
         array_agg(least(a.daily_limit, v_daily[a.tier]) - case when a.sent_day >= p_day then a.sent_today else 0 end),
         array_agg(v_weekly[a.tier] - case when a.sent_day >= v_week then a.sent_week else 0 end),
         array_agg(v_monthly[a.tier] - case when a.sent_day >= v_month then a.sent_month else 0 end),
         array_agg(least(
           v_daily_count[a.tier] - case when a.sent_day >= p_day then a.sent_today_count else 0 end,
           v_weekly_count[a.tier] - case when a.sent_day >= v_week then a.sent_week_count else 0 end,
           v_monthly_count[a.tier] - case when a.sent_day >= v_month then a.sent_month_count else 0 end)),
         array_agg(a.place)
    into v_accounts, v_kinds, v_statuses, v_available, v_days, v_today, v_this_week, v_this_month, v_times, v_places
    from (select *, accounts.ctid place from tuma.accounts where accounts.id = any (p_payers)
           order by accounts.id for no key update) a;
  v_held := array_fill(0::bigint, array[coalesce(cardinality(v_accounts), 0)]);
  v_sent := v_held;
  v_counts := array_fill(0, array[coalesce(cardinality(v_accounts), 0)]);

  -- 2. What is known of these ids (after the locks, so that nobody is between looking and writing), and of their types.
  select array_agg(p.id) into v_known from tuma.payments p where p.id = any (p_ids);
  select array_agg(r.type::text), array_agg(r.counts_toward_limits), array_agg(r.allowed_when_frozen),
         array_agg(' ' || array_to_string(r.payers, ' ') || ' '),
         array_agg(r.type::text) filter (where r.fee_by = 'payee')
    into v_types, v_counted, v_allowed_when_frozen, v_allowed, v_by_payee
    from tuma.payment_rules r where r.type::text = any (p_types);

  -- 3. Decide, one after the other.
  v_states := array_fill(null::tuma.payment_state, array[cardinality(p_ids)]);
  v_refusals := array_fill(null::tuma.refusal, array[cardinality(p_ids)]);
  v_payment_days := array_fill(null::date, array[cardinality(p_ids)]);
  for i in 1 .. cardinality(p_ids) loop
    continue when p_ids[i] = any (v_known);
    v_payer := width_bucket(p_payers[i], v_accounts);
    v_rule := array_position(v_types, p_types[i]);
    if coalesce(v_accounts[v_payer] <> p_payers[i], true)
       or coalesce(strpos(v_allowed[v_rule], ' ' || v_kinds[v_payer] || ' '), 0) = 0 then
      n := i; state := 'rejected'; refusal := case when v_rule is null then 'unknown_type' else 'payer_not_found' end;
      return next;
      continue;
    end if;
    v_total := p_amounts[i] + case when p_types[i] = any (v_by_payee) then 0 else p_fees[i] end;
    v_refusal := case
      when v_statuses[v_payer] = 'closed' or (v_statuses[v_payer] = 'frozen' and not v_allowed_when_frozen[v_rule])
        then 'payer_unavailable'
      when p_fees[i] >= p_amounts[i] and p_types[i] = any (v_by_payee) then 'amount_too_small'
      when v_counted[v_rule] and v_sent[v_payer] + p_amounts[i] > v_today[v_payer] then 'daily_limit_exceeded'
      when v_counted[v_rule] and v_sent[v_payer] + p_amounts[i] > v_this_week[v_payer] then 'weekly_limit_exceeded'
      when v_counted[v_rule] and v_sent[v_payer] + p_amounts[i] > v_this_month[v_payer] then 'monthly_limit_exceeded'
      when v_counted[v_rule] and v_counts[v_payer] >= v_times[v_payer] then 'too_many_payments'
      when v_total > v_available[v_payer] - v_held[v_payer] then 'insufficient_funds'
    end;
    if v_refusal is null then
      v_states[i] := 'reserved';
      v_held[v_payer] := v_held[v_payer] + v_total;
      if v_counted[v_rule] then
        v_sent[v_payer] := v_sent[v_payer] + p_amounts[i];
        v_counts[v_payer] := v_counts[v_payer] + 1;
      end if;
    else
      v_states[i] := 'rejected';
      v_refusals[i] := v_refusal;
    end if;
    v_payment_days[i] := v_days[v_payer];
  end loop;

  -- 4. Hold the money, and count it. A day moves with whatever is held, and never goes back: near midnight two clocks may disagree. Rows are where they
  --    were locked, so that they need not be looked for again.
  update tuma.accounts a
     set held = a.held + u.held,
         sent_day = greatest(a.sent_day, p_day),
         sent_today = u.sent + case when a.sent_day >= p_day then a.sent_today else 0 end,
         sent_week = u.sent + case when a.sent_day >= v_week then a.sent_week else 0 end,
         sent_month = u.sent + case when a.sent_day >= v_month then a.sent_month else 0 end,
         sent_today_count = u.count + case when a.sent_day >= p_day then a.sent_today_count else 0 end,
         sent_week_count = u.count + case when a.sent_day >= v_week then a.sent_week_count else 0 end,
         sent_month_count = u.count + case when a.sent_day >= v_month then a.sent_month_count else 0 end
    from unnest(v_places, v_held, v_sent, v_counts) u (place, held, sent, count)
   where a.ctid = u.place and u.held > 0;

  -- 5. Log the payments, in the order of their ids, since whoever uses the same id at this moment is waited for; and put
  --    them on the agenda for when their time is over.
  insert into tuma.payments (id, type, channel, state, payer, payee, amount, fee, excise, fee_by_payee, account_reference,
                             device, day, requested_at, reserved_at, expires_at, ended_at, refusal)
  select u.id, u.type::tuma.payment_type, u.channel::tuma.channel, u.state, u.payer, u.payee, u.amount, u.fee,
         u.excise, nullif(u.type = any (v_by_payee), false), u.reference, u.device, u.day, u.requested_at,
         case when u.refusal is null then p_now end, case when u.refusal is null then p_expires_at end,
         case when u.refusal is not null then p_now end, u.refusal
    from unnest(p_ids, p_types, p_channels, v_states, p_payers, p_payees, p_amounts, p_fees, p_excises, p_references,
                p_devices, v_payment_days, p_requested_at, v_refusals)
         u (id, type, channel, state, payer, payee, amount, fee, excise, reference, device, day, requested_at, refusal)
   where u.state is not null
   order by u.id;
  insert into tuma.payment_timers (payments, due_at)
  select n.ids, p_expires_at
    from (select case when array_position(v_states, null) is null then p_ids
                      else array(select u.id from unnest(p_ids, v_states) u (id, state) where u.state is not null)
                 end ids) n
   where n.ids <> '{}';

  -- 6. The exceptions: what was refused here, and what was known.
  if v_known is not null or v_states && '{rejected}' then
    return query
    select u.n::integer,
           case when s.same then p.state else 'rejected' end::tuma.payment_state,
           case when s.same then p.refusal else 'idempotency_conflict' end::tuma.refusal,
           case when s.same and p.ended_at is not null then p.number end, case when s.same then p.ended_at end
      from unnest(p_ids) with ordinality u (id, n)
      join tuma.payments p on p.id = u.id
     cross join lateral (
       select (p.type::text, p.payer, p.payee, p.amount, p.fee)
                = (p_types[u.n], p_payers[u.n], p_payees[u.n], p_amounts[u.n], p_fees[u.n])
              and p.account_reference is not distinct from p_references[u.n] same
     ) s
     where v_states[u.n] is distinct from 'reserved';
  end if;
end $$;
