-- exchange: exchanges money of one currency for money of another: two payments in one commit, both or neither. The
-- payer pays the system account for exchange in the one currency (p_out: amount and fee), and the system account in
-- the other currency pays the payee (p_in: p_to_amount). Both keep the quoted rate (p_rate) as their account
-- reference, and each names the other as its linked payment. Each side has its market, whose tiers have the limits,
-- and whose day counts. An exchange that a person at the operator makes (p_by, with p_reason) is recorded as an action
-- on both accounts; p_by is null where a customer asks for it.
--
-- Returns how the payer's side ended, as settle does, and the number of the payee's side. The same ids again get the
-- same answer; the same p_out for another request is an idempotency_conflict, and nothing is written. A p_in that is
-- another payment's refuses the exchange.
create function tuma.exchange(
  p_out uuid, p_in uuid, p_channel text, p_payer bigint, p_payee bigint, p_amount bigint, p_fee bigint, p_excise bigint,
  p_to_amount bigint, p_rate text, p_from_system bigint, p_to_system bigint, p_fees_to bigint, p_excise_to bigint,
  p_from_market text, p_to_market text, p_by text, p_reason text, p_now timestamptz
) returns table (
  state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz, payer_balance bigint,
  in_number bigint
)
language plpgsql security definer set search_path = '' as $$
declare
  v_known record;
  v_in record;
begin
  -- 1. Refuse what is more than one act of a person may move. Lock every account that is touched, in id order, so that what
  -- follows waits for nobody.
  if p_by is not null and (p_amount + p_fee > tuma.desk_ceiling(p_payer) or p_to_amount > tuma.desk_ceiling(p_payee)) then
    state := 'rejected';
    refusal := 'amount_too_large';
    return next;
    return;
  end if;
  perform from tuma.accounts a
    where a.id in (p_payer, p_payee, p_from_system, p_to_system, p_fees_to, p_excise_to)
    order by a.id for no key update;

  -- 2. Hold the payer's side. A refused or known one is the answer.
  select r.* into v_known
    from tuma.reserve_payments(
      p_ids => array[p_out], p_types => array['exchange_out'], p_channels => array[p_channel],
      p_payers => array[p_payer], p_payees => array[p_from_system], p_amounts => array[p_amount], p_fees => array[p_fee],
      p_excises => array[p_excise], p_references => array[p_rate], p_devices => array[null::text],
      p_requested_at => array[p_now], p_market => p_from_market, p_now => p_now, p_expires_at => p_now) r;
  if v_known.n is not null then
    return query
    select v_known.state, v_known.refusal, v_known.number, v_known.ended_at, e.balance, i.number
      from (select) one
      left join tuma.payments o on o.id = p_out and v_known.state = 'completed'
      left join tuma.entries e on e.account_id = o.payer and e.seq = o.payer_entry
      left join tuma.payments i on i.id = p_in and v_known.state = 'completed';
    return;
  end if;

  -- 3. Complete the payee's side first, which the payee's limits may refuse; then the payer's, which nothing refuses.
  select r.* into v_known
    from tuma.reserve_payments(
      p_ids => array[p_in], p_types => array['exchange_in'], p_channels => array[p_channel],
      p_payers => array[p_to_system], p_payees => array[p_payee], p_amounts => array[p_to_amount],
      p_fees => array[0::bigint], p_excises => array[null::bigint], p_references => array[p_rate],
      p_devices => array[null::text], p_requested_at => array[p_now], p_market => p_to_market,
      p_now => p_now, p_expires_at => p_now) r;
  if v_known.n is not null then
    -- The id of the payee's side is another payment's, which is not this one's to end.
    return query
    select s.state, s.refusal, s.number, s.ended_at, s.payer_balance, null::bigint
      from tuma.release(p_ids => array[p_out], p_from => 'reserved', p_state => 'rejected',
                        p_refusal => coalesce(v_known.refusal, 'idempotency_conflict')::text, p_evidence => null,
                        p_now => p_now) s;
    return;
  end if;
  update tuma.payments set linked_payment = case id when p_in then p_out else p_in end where id in (p_out, p_in);
  select s.* into strict v_in
    from tuma.settle_payments(
      p_ids => array[p_in], p_payers => array[p_to_system], p_payees => array[p_payee], p_states => array['completed'],
      p_refusals => array[null::text], p_scores => '{}', p_fraud_model => '{}', p_checks_ms => '{}', p_evidence => '{}',
      p_fees_to => null, p_excise_to => null, p_market => p_to_market, p_now => p_now) s;
  if v_in.state = 'completed' then
    insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, payment_id)
    select a.account, 'exchange', p_by, p_reason, p_now, a.payment
      from (values (p_payer, p_out), (p_payee, p_in)) a (account, payment) where p_by is not null;
    return query
    select s.state, s.refusal, s.number, s.ended_at, s.payer_balance, v_in.number
      from tuma.settle_payments(
        p_ids => array[p_out], p_payers => array[p_payer], p_payees => array[p_from_system],
        p_states => array['completed'], p_refusals => array[null::text], p_scores => '{}', p_fraud_model => '{}',
        p_checks_ms => '{}', p_evidence => '{}', p_fees_to => p_fees_to,
        p_excise_to => p_excise_to, p_market => p_from_market, p_now => p_now) s;
  else
    return query
    select s.state, s.refusal, s.number, s.ended_at, s.payer_balance, v_in.number
      from tuma.release(p_ids => array[p_out], p_from => 'reserved', p_state => 'rejected',
                        p_refusal => v_in.refusal::text, p_evidence => null, p_now => p_now) s;
  end if;
end $$;
