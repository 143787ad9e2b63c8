-- open_review: puts a reserved payment in review until p_until, with its money held, so that a person decides: for as
-- long at most as any rule set of the books says (a day by default).
-- p_score, p_fraud_model, p_checks_ms and p_evidence are what the checks found. Returns how it has ended, as settle
-- does, or the state that it has now; safe to repeat.
create function tuma.open_review(
  p_id uuid, p_score smallint, p_fraud_model text, p_checks_ms smallint, p_evidence jsonb, p_until timestamptz,
  p_now timestamptz
) returns table (
  n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz, payer_balance bigint
)
language plpgsql security definer set search_path = '' as $$
begin
  p_now := (tuma.clock(p_now)).now;
  p_until := least(p_until, p_now + (
    select greatest(24, max((s.rules ->> 'reviewHours')::numeric)) * interval '1 hour' from tuma.rule_sets s));
  -- Whoever ends a payment holds its payer's account.
  perform from tuma.accounts a where a.id = (select p.payer from tuma.payments p where p.id = p_id) for no key update;
  update tuma.payments p
     set state = 'review', expires_at = p_until, fraud_score = p_score, fraud_model = p_fraud_model,
         checks_ms = p_checks_ms, evidence = p_evidence
   where p.id = p_id and p.state = 'reserved';
  if found then
    insert into tuma.reviews (payment_id, opened_at) values (p_id, p_now);
    perform tuma.schedule_timer(array[p_id], p_until);
  end if;
  return query
  select 1, p.state, p.refusal, case when p.ended_at is not null then p.number end, p.ended_at, e.balance
    from tuma.payments p
    left join tuma.entries e on e.account_id = p.payer and e.seq = p.payer_entry
   where p.id = p_id;
end $$;
