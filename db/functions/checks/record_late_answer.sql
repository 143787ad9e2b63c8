-- record_late_answer: keeps what a check answered after the decision, as evidence; the first answer of each check is
-- kept. True where it would have stopped a payment that has completed, which a person should look into.
create function tuma.record_late_answer(
  p_payment uuid, p_check text, p_answer jsonb, p_took_ms integer, p_now timestamptz
) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  p_now := (tuma.clock(p_now)).now;
  insert into tuma.late_answers (payment_id, who, answer, took_ms, at)
  values (p_payment, p_check, p_answer, p_took_ms, p_now)
  on conflict do nothing;
  return p_answer ->> 'decision' = 'declined'
     and exists (select from tuma.payments p where p.id = p_payment and p.state = 'completed');
end $$;
