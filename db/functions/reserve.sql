-- reserve: the core check. Holds each payment's amount and fee on its payer's account, or refuses it.
--
-- Takes a batch as arrays that are aligned by position. p_payers ascends and is distinct, which the group
-- commit sees to: rows are locked in id order, and no decision in a batch depends on another, because
-- money is credited by settle alone.
-- Returns a row per payment, in the same order: its state, and why where it was refused; its number and its end
-- where it ended. An id that is
-- known already is not tried again: it answers with the state that it has, or with idempotency_conflict
-- where the request is another one, and nothing is written.
create function tuma.reserve(
  p_ids uuid[], p_types text[], p_channels text[], p_payers bigint[], p_payees bigint[],
  p_amounts bigint[], p_fees bigint[], p_references text[], p_requested_at timestamptz[], p_days date[],
  p_now timestamptz, p_expires_at timestamptz
) returns table (
  id uuid, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz
)
language plpgsql security definer set search_path = '' as $$
declare
  v_accounts bigint[];
  v_status tuma.account_status[];
  v_available bigint[];
  v_daily_limits bigint[];
  v_used_days date[];
  v_used bigint[];
  v_known tuma.payment_state[];
  v_known_refusals tuma.refusal[];
  v_same boolean[];
  v_days date[];
  v_refusals tuma.refusal[];
begin
  -- 1. Lock the payers, in id order. Whoever asks for the same payment at the same time waits here.
  select array_agg(a.id), array_agg(a.status),
         array_agg(case when a.may_be_negative then 9223372036854775807 else a.balance - a.held end),
         array_agg(a.daily_limit), array_agg(a.used_day), array_agg(a.used_today)
    into v_accounts, v_status, v_available, v_daily_limits, v_used_days, v_used
    from (select * from tuma.accounts where accounts.id = any (p_payers)
           order by accounts.id for no key update) a;
  if v_accounts is distinct from p_payers then
    raise exception 'reserve: payers are not distinct, ascending accounts' using errcode = '22023';
  end if;

  -- 2. What is known of these ids. After the locks, so that nobody is between looking and writing.
  select array_agg(p.state order by u.n), array_agg(p.refusal order by u.n),
         array_agg((p.type::text, p.payer, p.payee, p.amount, p.fee)
                 = (p_types[u.n], p_payers[u.n], p_payees[u.n], p_amounts[u.n], p_fees[u.n])
                   and p.account_reference is not distinct from p_references[u.n]
                   order by u.n)
    into v_known, v_known_refusals, v_same
    from unnest(p_ids) with ordinality u (id, n) left join tuma.payments p on p.id = u.id;

  -- 3. Decide, each by itself. A day never goes back: near midnight two clocks may disagree.
  select array_agg(greatest(u.day, u.used_day) order by u.n),
         array_agg((case
           when u.status <> 'active' then 'payer_unavailable'
           when u.amount + case when u.used_day >= u.day then u.used else 0 end > u.daily_limit
             then 'daily_limit_exceeded'
           when u.amount + u.fee > u.available then 'insufficient_funds'
         end)::tuma.refusal order by u.n)
    into v_days, v_refusals
    from unnest(p_days, v_used_days, v_status, p_amounts, p_fees, v_used, v_daily_limits, v_available)
         with ordinality u (day, used_day, status, amount, fee, used, daily_limit, available, n);

  -- 4. Hold the money and count it against the day.
  update tuma.accounts a
     set held = a.held + u.amount + u.fee,
         used_today = u.amount + case when a.used_day = u.day then a.used_today else 0 end,
         used_day = u.day
    from unnest(p_payers, p_amounts, p_fees, v_days, v_known, v_refusals)
         u (payer, amount, fee, day, known, refusal)
   where a.id = u.payer and u.known is null and u.refusal is null;

  -- 5. Log the payments, the facts about them, and for those that end here the receipts that they owe.
  insert into tuma.payments (id, type, channel, state, payer, payee, amount, fee, account_reference, day,
                             requested_at, expires_at, ended_at, refusal)
  select u.id, u.type::tuma.payment_type, u.channel::tuma.channel,
         case when u.refusal is null then 'reserved' else 'rejected' end::tuma.payment_state,
         u.payer, u.payee, u.amount, u.fee, u.reference, u.day, u.requested_at,
         p_expires_at, case when u.refusal is not null then p_now end, u.refusal
    from unnest(p_ids, p_types, p_channels, p_payers, p_payees, p_amounts, p_fees, p_references, v_days,
                p_requested_at, v_known, v_refusals)
         u (id, type, channel, payer, payee, amount, fee, reference, day, requested_at, known, refusal)
   where u.known is null;

  insert into tuma.events (payment_id, seq, type, at)
  select u.id, 1,
         case when u.refusal is null then 'payment.reserved' else 'payment.rejected' end::tuma.event_type,
         p_now
    from unnest(p_ids, v_known, v_refusals) u (id, known, refusal)
   where u.known is null;

  perform tuma.announce(array_agg(u.id), 1::smallint, array_agg('rejected'::tuma.payment_state),
                        array_agg(u.type::tuma.payment_type), array_agg(u.channel::tuma.channel), p_now)
     from unnest(p_ids, p_types, p_channels, v_known, v_refusals) u (id, type, channel, known, refusal)
    where u.known is null and u.refusal is not null;

  return query
  select u.id,
         case when u.known is null and u.refusal is null then 'reserved'
              when u.known is null then 'rejected'
              when u.same then u.known
              else 'rejected' end::tuma.payment_state,
         case when u.known is null then u.refusal
              when u.same then u.known_refusal
              else 'idempotency_conflict' end::tuma.refusal,
         case when u.ended then (select p.number from tuma.payments p where p.id = u.id) end,
         case when u.ended then (select p.ended_at from tuma.payments p where p.id = u.id) end
    from (
      select r.*, case when r.known is null then r.refusal is not null
                       else r.same and r.known <> 'reserved' end ended
        from unnest(p_ids, v_known, v_refusals, v_same, v_known_refusals)
             r (id, known, refusal, same, known_refusal)
    ) u;
end $$;
