-- open_review: a reserved payment waits for a person's verdict, until p_until, with its money held. p_score, p_version,
-- p_checked_in and p_evidence are what the checks found. Returns the state that it has now; safe to repeat.
create function tuma.open_review(
  p_id uuid, p_score smallint, p_version integer, p_checked_in smallint, p_evidence jsonb, p_until timestamptz,
  p_now timestamptz
) returns tuma.payment_state
language plpgsql security definer set search_path = '' as $$
declare
  v_state tuma.payment_state;
begin
  -- Whoever ends a payment holds its payer's account.
  perform from tuma.accounts a where a.id = (select p.payer from tuma.payments p where p.id = p_id) for no key update;
  update tuma.payments p
     set state = 'review', expires_at = p_until, fraud_score = p_score, rules_version = p_version,
         checked_in = p_checked_in, evidence = p_evidence
   where p.id = p_id and p.state = 'reserved';
  if found then
    insert into tuma.reviews (payment_id, opened_at) values (p_id, p_now);
    perform tuma.put_on_agenda(array[p_id], p_until);
  end if;
  select p.state into v_state from tuma.payments p where p.id = p_id;
  return v_state;
end $$;
