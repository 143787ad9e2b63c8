-- reserve_payments: the core check. Holds each payment's amount on its payer's account, with its fee where the payer pays it, or
-- refuses it. The payment keeps who pays the fee. Payments of types without limits are not counted as sent.
--
-- Takes a batch as arrays that are aligned by position, and decides one payment after the other in their order, as if each
-- came alone. p_market's tiers have the limits (null: those of the market whose books these are), and its day counts. None is held
-- for more than a minute. With p_by_customer, only what a customer may ask for is held: a type that the market sells, through a
-- customer's channel, at its price.
--
-- Returns a row for each payment, by its position n, that is not simply reserved: refused, or known. An id that is known already is
-- not tried again: it answers with the state that it has, or with idempotency_conflict where the request is another one, and
-- nothing is written. Internal: reserve is the customers' door to it.
create function tuma.reserve_payments(
  p_ids uuid[], p_types text[], p_channels text[], p_payers bigint[], p_payees bigint[], p_amounts bigint[],
  p_fees bigint[], p_excises bigint[], p_references text[], p_devices text[], p_requested_at timestamptz[],
  p_now timestamptz, p_expires_at timestamptz, p_market text default null, p_by_customer boolean default false
) returns table (n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz)
language plpgsql set search_path = '' as $$
declare
  v_clock record := tuma.clock(p_now, p_market);
  v_week date := date_trunc('week', v_clock.day::timestamp);
  v_month date := date_trunc('month', v_clock.day::timestamp);
  v_expires_at timestamptz := least(p_expires_at, v_clock.now + interval '1 minute');
  v_known uuid[];
  v_unsold tuma.refusal[];
  v_payers record;
  v_decided record;
begin
  -- 1. Lock the payers, in id order. A caller who asks for the same payment at the same time waits here.
  v_payers := tuma.lock_payers(p_payers => p_payers, p_market => v_clock.market, p_day => v_clock.day);

  -- 2. Look which ids are known: after the locks, so that nobody is between looking and writing. Then decide.
  if p_by_customer then
    v_unsold := tuma.refuse_unsold(
      p_market => v_clock.market, p_now => v_clock.now, p_types => p_types, p_channels => p_channels, p_payers => p_payers,
      p_payees => p_payees, p_amounts => p_amounts, p_fees => p_fees, p_excises => p_excises, p_accounts => v_payers.ids,
      p_tiers => v_payers.tiers);
  end if;
  select array_agg(p.id) into v_known from tuma.payments p where p.id = any (p_ids);
  v_decided := tuma.decide_reservations(
    p_accounts => v_payers.ids, p_kinds => v_payers.kinds, p_statuses => v_payers.statuses,
    p_available => v_payers.available, p_days => v_payers.days, p_today => v_payers.today,
    p_this_week => v_payers.this_week, p_this_month => v_payers.this_month, p_times => v_payers.times,
    p_known => v_known, p_ids => p_ids, p_types => p_types, p_payers => p_payers, p_amounts => p_amounts,
    p_fees => p_fees, p_unsold => v_unsold);

  -- 3. Hold the money, and count it. A day moves with whatever is held and never goes back: near midnight two clocks may
  --    disagree. Rows are where they were locked, so that they need not be looked for again.
  update tuma.accounts a
     set held = a.held + u.held,
         sent_day = greatest(a.sent_day, v_clock.day),
         sent_today = u.sent + case when a.sent_day >= v_clock.day then a.sent_today else 0 end,
         sent_week = u.sent + case when a.sent_day >= v_week then a.sent_week else 0 end,
         sent_month = u.sent + case when a.sent_day >= v_month then a.sent_month else 0 end,
         sent_today_count = u.count + case when a.sent_day >= v_clock.day then a.sent_today_count else 0 end,
         sent_week_count = u.count + case when a.sent_day >= v_week then a.sent_week_count else 0 end,
         sent_month_count = u.count + case when a.sent_day >= v_month then a.sent_month_count else 0 end
    from unnest(v_payers.places, v_decided.held, v_decided.sent, v_decided.counts) u (place, held, sent, count)
   where a.ctid = u.place and u.held > 0;

  -- 4. Log the payments, in the order of their ids, since a caller who uses the same id at this moment is waited for; and
  --    leave one timer for all of them, for when their time is over.
  insert into tuma.payments (id, type, channel, state, payer, payee, amount, fee, excise, fee_by_payee, account_reference,
                             device, day, requested_at, reserved_at, expires_at, ended_at, refusal)
  select u.id, u.type::tuma.payment_type, u.channel::tuma.channel, u.state, u.payer, u.payee, u.amount, u.fee,
         u.excise, u.fee_by_payee, u.reference, u.device, u.day, least(u.requested_at, v_clock.now),
         case when u.refusal is null then v_clock.now end, case when u.refusal is null then v_expires_at end,
         case when u.refusal is not null then v_clock.now end, u.refusal
    from unnest(p_ids, p_types, p_channels, v_decided.states, p_payers, p_payees, p_amounts, p_fees, p_excises,
                v_decided.fee_by_payee, p_references, p_devices, v_decided.payment_days, p_requested_at, v_decided.refusals)
         u (id, type, channel, state, payer, payee, amount, fee, excise, fee_by_payee, reference, device, day,
            requested_at, refusal)
   where u.state is not null
   order by u.id;
  insert into tuma.payment_timers (payments, due_at)
  select n.ids, v_expires_at
    from (select case when array_position(v_decided.states, null) is null then p_ids
                      else array(select u.id from unnest(p_ids, v_decided.states) u (id, state) where u.state is not null)
                 end ids) n
   where n.ids <> '{}';

  -- 5. List what was refused, and answer with the exceptions: what is not logged, what was refused, and what was known.
  if v_decided.has_exceptions then
    insert into tuma.refused_payments (account_id, payment_id)
    select u.payer, u.id from unnest(p_ids, p_payers, v_decided.states) u (id, payer, state) where u.state = 'rejected';
    return query
    select u.n::integer, 'rejected'::tuma.payment_state, u.refusal, null::bigint, null::timestamptz
      from unnest(v_decided.states, v_decided.refusals) with ordinality u (state, refusal, n)
     where u.state is null and u.refusal is not null
    union all
    select u.n::integer,
           case when s.same then p.state else 'rejected' end::tuma.payment_state,
           case when s.same then p.refusal else 'idempotency_conflict' end::tuma.refusal,
           case when s.same and p.ended_at is not null then p.number end, case when s.same then p.ended_at end
      from unnest(p_ids, v_decided.states) with ordinality u (id, state, n)
      join tuma.payments p on p.id = u.id
     cross join lateral (
       select (p.type::text, p.payer, p.payee, p.amount, p.fee)
                = (p_types[u.n], p_payers[u.n], p_payees[u.n], p_amounts[u.n], p_fees[u.n])
              and p.account_reference is not distinct from p_references[u.n] same
     ) s
     where u.state is distinct from 'reserved';
  end if;
end $$;
