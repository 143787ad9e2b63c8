-- settle_payments: ends reservations. Completes them (money moves) or releases them, in one commit with the entries, balances
-- and limits.
--
-- Takes a batch as arrays that are aligned by position; p_ids ascends and is distinct, p_payers and p_payees are theirs.
-- p_states says how each shall end (completed, rejected, failed), p_refusals why not; p_scores, p_fraud_model, p_checks_ms
-- and p_evidence are what the checks found (null: what the payment has already stays). They end from the state p_from: a
-- payment that a person has to decide about is not released by a timer. p_fees_to and p_excise_to are the operator's accounts
-- that take fees and the duty on them (null where nothing has a fee). p_market's tiers have the payees' limits (null: those of the
-- market whose books these are), and its clock counts.
--
-- The fee is taken from the party that the payment's row names; a payee's fee is taken out of what arrives.
--
-- Whoever ends a payment holds its payer's account, so that one at a time reads and writes its state. Payments are taken one
-- after the other in the order of their ids, as if each came alone. Returns a row per known payment, by its position n: how it
-- has ended, now or before (or its state, where it is not open from p_from). The payment's own state decides, so complete,
-- release and expiry may race, and whoever comes second learns what the first did. Internal:
-- settle is the customers' door to it.
create function tuma.settle_payments(
  p_ids uuid[], p_payers bigint[], p_payees bigint[], p_states text[], p_refusals text[], p_scores smallint[],
  p_fraud_model text[], p_checks_ms smallint[], p_evidence jsonb[], p_fees_to bigint, p_excise_to bigint,
  p_now timestamptz, p_from text default 'reserved', p_market text default null
) returns table (
  n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz, payer_balance bigint
)
language plpgsql set search_path = '' as $$
declare
  v_clock record := tuma.clock(p_now, p_market);
  v_accounts record;
  v_open record;
  v_ends record;
  v_ended integer;
begin
  -- 1. Lock the accounts, in id order: the payers', which stand for their payments, and those that take money.
  v_accounts := tuma.lock_accounts(p_accounts => p_payers || p_payees || array[p_fees_to, p_excise_to],
                                   p_market => v_clock.market, p_day => v_clock.day);

  -- 2. Read the payments that are still open, in the order of their ids.
  select array_agg(p.n) positions, array_agg(p.place) places, array_agg(p.id) ids, array_agg(p.type) types,
         array_agg(p.number) numbers, array_agg(p.device) devices, array_agg(p.payer) payers, array_agg(p.payee) payees,
         array_agg(p.amount) amounts, array_agg(p.amount + p.payer_fee) debits,
         array_agg(p.amount - p.payee_fee) credits, array_agg(p.fee) fees, array_agg(coalesce(p.excise, 0)) excises,
         array_agg(p_states[p.n]::tuma.payment_state) states, array_agg(p_refusals[p.n]::tuma.refusal) refusals
    into v_open
    from (select *, payments.ctid place, width_bucket(payments.id, p_ids) n from tuma.payments
           where payments.id = any (p_ids) and payments.state = p_from::tuma.payment_state order by payments.id) p;

  if v_open.ids is not null then
    -- 3. Decide how they end, one after the other, and what each entry leaves.
    v_ends := tuma.decide_settlements(
      p_accounts => v_accounts.ids, p_kinds => v_accounts.kinds, p_statuses => v_accounts.statuses,
      p_currencies => v_accounts.currencies, p_caps => v_accounts.caps, p_room => v_accounts.room,
      p_times => v_accounts.times, p_days => v_accounts.days, balances => v_accounts.balances,
      entries => v_accounts.entries, p_ids => v_open.ids, p_types => v_open.types, p_payers => v_open.payers,
      p_payees => v_open.payees, p_amounts => v_open.amounts, p_debits => v_open.debits, p_credits => v_open.credits,
      p_fees => v_open.fees, p_excises => v_open.excises, p_fees_to => p_fees_to, p_excise_to => p_excise_to,
      states => v_open.states, refusals => v_open.refusals);

    -- 4. Write the accounts, each once. What was not completed is taken off what its payer sent, and is
    --    listed.
    perform tuma.post_to_accounts(
      p_places => v_accounts.places, p_balances => v_ends.balances, p_entries => v_ends.entries,
      p_released => v_ends.released, p_received => v_ends.received, p_received_counts => v_ends.received_counts,
      p_paid => v_ends.paid, p_last_paid => v_ends.last_paid, p_payees => v_open.payees, p_amounts => v_open.amounts,
      p_day => v_clock.day, p_slot => v_clock.slot, p_now => v_clock.now);
    if not (true = all (v_ends.completed)) then
      perform tuma.release_sent_limits(p_ids => v_open.ids, p_completed => v_ends.completed);
      insert into tuma.refused_payments (account_id, payment_id)
      select u.payer, u.id from unnest(v_open.ids, v_open.payers, v_ends.completed) u (id, payer, completed)
       where not u.completed;
    end if;

    -- 5. Write the entries (a null number is no entry), and the payments' ends.
    insert into tuma.entries (account_id, seq, payment_id, amount, balance)
    select u.payer, u.entry, u.id, -u.debit, u.balance
      from unnest(v_open.ids, v_open.payers, v_open.debits, v_ends.payer_entries, v_ends.payer_balances)
           u (id, payer, debit, entry, balance) where u.entry is not null
    union all
    select u.payee, u.entry, u.id, u.credit, u.balance
      from unnest(v_open.ids, v_open.payees, v_open.credits, v_ends.payee_entries, v_ends.payee_balances)
           u (id, payee, credit, entry, balance) where u.entry is not null
    union all
    select p_fees_to, u.entry, u.id, u.fee - u.excise, u.balance
      from unnest(v_open.ids, v_open.fees, v_open.excises, v_ends.fee_entries, v_ends.fee_balances)
           u (id, fee, excise, entry, balance) where u.entry is not null
    union all
    select p_excise_to, u.entry, u.id, u.excise, u.balance
      from unnest(v_open.ids, v_open.excises, v_ends.excise_entries, v_ends.excise_balances)
           u (id, excise, entry, balance) where u.entry is not null;
    update tuma.payments p
       set state = u.state, refusal = u.refusal, ended_at = v_clock.now,
           received_day = u.received_day, payer_entry = u.payer_entry, payee_entry = u.payee_entry,
           fraud_score = coalesce(p_scores[u.n], p.fraud_score),
           fraud_model = coalesce(p_fraud_model[u.n], p.fraud_model),
           checks_ms = coalesce(p_checks_ms[u.n], p.checks_ms), evidence = coalesce(p_evidence[u.n], p.evidence)
      from unnest(v_open.places, v_open.positions, v_ends.states, v_ends.refusals, v_ends.received_days,
                  v_ends.payer_entries, v_ends.payee_entries)
           u (place, n, state, refusal, received_day, payer_entry, payee_entry)
     where p.ctid = u.place;
    get diagnostics v_ended = row_count;
    if v_ended <> cardinality(v_open.ids) then
      raise exception 'settle: a payment has changed under the lock of its payer' using errcode = '40001';
    end if;

    -- 6. Create the work that completed payments imply.
    if exists (select from tuma.payment_rules r where r.type = any (v_open.types) and r.follow_up <> 'none') then
      perform tuma.create_follow_ups(p_ids => v_open.ids, p_types => v_open.types, p_completed => v_ends.completed,
                                     p_now => v_clock.now, p_claim_until => v_clock.claim_until);
    end if;
    if cardinality(array_remove(v_open.devices, null)) > 0 then
      perform tuma.remember_devices(p_payers => v_open.payers, p_devices => v_open.devices,
                                    p_completed => v_ends.completed, p_now => v_clock.now);
    end if;

    -- 7. Answer how they ended: those of this batch as it left them, and what was not open as it is stored.
    return query
    select u.n, u.state, u.refusal, u.number, v_clock.now, u.balance
      from unnest(v_open.positions, v_ends.states, v_ends.refusals, v_open.numbers, v_ends.payer_balances)
           u (n, state, refusal, number, balance);
  end if;
  if cardinality(v_open.ids) is distinct from cardinality(p_ids) then
    return query
    select u.n::integer, p.state, p.refusal, case when p.ended_at is not null then p.number end, p.ended_at, e.balance
      from unnest(p_ids) with ordinality u (id, n)
      join tuma.payments p on p.id = u.id
      left join tuma.entries e on e.account_id = p.payer and e.seq = p.payer_entry
     where u.n <> all (coalesce(v_open.positions, '{}'));
  end if;
end $$;
