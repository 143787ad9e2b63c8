-- settle: ends reservations. Completes them (money moves) or releases them, in one commit with the entries,
-- balances, events and receipts' intents.
--
-- Takes a batch as arrays that are aligned by position; p_ids ascends and is distinct. p_states says how each
-- shall end (completed, rejected, failed), p_refusals why not, p_checks what the checks answered. p_stripe
-- (0–63) says which of the fee revenue accounts takes the fees. What is paid for numbers that are not registered
-- waits until p_claim_until; where nothing is completed it may be null.
-- Returns a row per known payment: how it has ended, now or before. The payment's own state
-- decides, so complete, release and expiry may race, and whoever comes second learns what the first did.
create function tuma.settle(
  p_ids uuid[], p_states text[], p_refusals text[], p_checks jsonb[], p_stripe integer, p_now timestamptz,
  p_claim_until timestamptz
) returns table (
  id uuid, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz,
  payer_balance bigint
)
language plpgsql security definer set search_path = '' as $$
declare
  v_fee_account bigint := 1 + p_stripe % 64;
  v_ids uuid[];
  v_states tuma.payment_state[];
  v_refusals tuma.refusal[];
  v_checks jsonb[];
  v_payers bigint[];
  v_payees bigint[];
  v_amounts bigint[];
  v_fees bigint[];
  v_days date[];
  v_numbers bigint[];
  v_types tuma.payment_type[];
  v_channels tuma.channel[];
  v_completed boolean[];
  v_balances bigint[];
  v_accounts bigint[];
  v_nets bigint[];
  v_released bigint[];
  v_locked bigint[];
  v_openings bigint[];
begin
  -- 1. Lock the payments in id order, and keep those that are still open.
  select array_agg(p.id order by p.id), array_agg(p.payer order by p.id),
         array_agg(p.payee order by p.id), array_agg(p.amount order by p.id),
         array_agg(p.fee order by p.id), array_agg(p.day order by p.id),
         array_agg(p.number order by p.id), array_agg(p.type order by p.id),
         array_agg(p.channel order by p.id)
    into v_ids, v_payers, v_payees, v_amounts, v_fees, v_days, v_numbers, v_types, v_channels
    from (select * from tuma.payments where payments.id = any (p_ids)
           order by payments.id for no key update) p
   where p.state = 'reserved';

  if v_ids is not null then
    select array_agg(u.state::tuma.payment_state order by u.id),
           array_agg(u.refusal::tuma.refusal order by u.id),
           array_agg(u.checks order by u.id), array_agg(u.state = 'completed' order by u.id)
      into v_states, v_refusals, v_checks, v_completed
      from unnest(p_ids, p_states, p_refusals, p_checks) u (id, state, refusal, checks)
     where u.id = any (v_ids);

    -- 2. One net change per account, however many payments touch it.
    select array_agg(t.account order by t.account), array_agg(t.net order by t.account),
           array_agg(t.released order by t.account)
      into v_accounts, v_nets, v_released
      from (
        select l.account, sum(l.change)::bigint net, sum(l.release)::bigint released
          from (
            select u.payer account, case when u.completed then -u.amount - u.fee else 0 end change,
                   u.amount + u.fee release
              from unnest(v_payers, v_amounts, v_fees, v_completed) u (payer, amount, fee, completed)
            union all
            select u.payee, u.amount, 0
              from unnest(v_payees, v_amounts, v_completed) u (payee, amount, completed)
             where u.completed
            union all
            select v_fee_account, u.fee, 0
              from unnest(v_fees, v_completed) u (fee, completed)
             where u.completed and u.fee > 0
          ) l
         group by l.account
      ) t;

    -- 3. Lock the accounts in id order, and move the money.
    select array_agg(a.id), array_agg(a.balance)
      into v_locked, v_openings
      from (select accounts.id, accounts.balance from tuma.accounts
             where accounts.id = any (v_accounts)
             order by accounts.id for no key update) a;
    if v_locked is distinct from v_accounts then
      raise exception 'settle: an account of a reserved payment is missing' using errcode = '22023';
    end if;

    update tuma.accounts a
       set balance = a.balance + u.net, held = a.held - u.released
      from unnest(v_accounts, v_nets, v_released) u (account, net, released)
     where a.id = u.account;

    if not (true = all (v_completed)) then
      update tuma.accounts a
         set used_today = a.used_today - u.amount
        from (select r.payer, r.day, sum(r.amount)::bigint amount
                from unnest(v_payers, v_days, v_amounts, v_completed) r (payer, day, amount, completed)
               where not r.completed
               group by r.payer, r.day) u
       where a.id = u.payer and a.used_day = u.day;
    end if;

    -- 4. The entries. Each keeps the balance that it left: the account's opening balance and a running sum. A
    --    released payment's payer is among the accounts, so it counts in their ranks, with nothing to enter.
    with legs as materialized (
      select l.payment, l.account, l.amount, l.by_payer,
             v_openings[dense_rank() over (order by l.account)]
             + sum(l.amount) over (partition by l.account order by l.payment) balance
        from (
          select u.id payment, u.payer account, true by_payer,
                 case when u.completed then -u.amount - u.fee else 0 end amount
            from unnest(v_ids, v_payers, v_amounts, v_fees, v_completed) u (id, payer, amount, fee, completed)
          union all
          select u.id, u.payee, false, u.amount
            from unnest(v_ids, v_payees, v_amounts, v_completed) u (id, payee, amount, completed)
           where u.completed
          union all
          select u.id, v_fee_account, false, u.fee
            from unnest(v_ids, v_fees, v_completed) u (id, fee, completed)
           where u.completed and u.fee > 0
        ) l
    ), entered as (
      insert into tuma.entries (payment_id, account_id, amount, balance)
      select l.payment, l.account, l.amount, l.balance from legs l where l.amount <> 0
    )
    select array_agg(case when l.amount <> 0 then l.balance end order by l.payment)
      into v_balances
      from legs l where l.by_payer;

    -- 5. The payments' ends, the facts, and what is owed to others.
    update tuma.payments p
       set state = u.state, refusal = u.refusal, ended_at = p_now
      from unnest(v_ids, v_states, v_refusals) u (id, state, refusal)
     where p.id = u.id;

    insert into tuma.events (payment_id, seq, type, at, data)
    select u.id, 2, ('payment.' || u.state)::tuma.event_type, p_now, u.checks
      from unnest(v_ids, v_states, v_checks) u (id, state, checks);

    perform tuma.announce(v_ids, 2::smallint, v_states, v_types, v_channels, p_now);
    perform tuma.profile_payments(v_payers, v_amounts, v_completed, p_now);
    if v_types && '{p2p_unregistered,airtime}' then
      perform tuma.keep_promises(v_ids, v_types, v_completed, p_now, p_claim_until);
    end if;
  end if;

  -- 6. How they ended: those of this batch as it left them, and what had ended before as it is stored.
  return query
  select u.id, u.state, u.refusal, u.number, p_now, u.balance
    from unnest(v_ids, v_states, v_refusals, v_numbers, v_balances) u (id, state, refusal, number, balance);
  if cardinality(v_ids) is distinct from cardinality(p_ids) then
    return query
    select p.id, p.state, p.refusal, p.number, p.ended_at,
           (select e.balance from tuma.entries e where e.account_id = p.payer and e.payment_id = p.id)
      from tuma.payments p
     where p.id = any (p_ids) and p.id <> all (coalesce(v_ids, '{}'));
  end if;
end $$;
