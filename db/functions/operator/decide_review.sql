-- decide_review: records a person's decision on a payment in review, by p_by: completed where p_approve, else
-- declined. p_note says why. The rest is settle's; a payee that may not be paid any more makes an approval a rejection
-- all the same.
--
-- The first decision counts. Returns one row: whether this was it (is_first), the decision that counts (the sweep's,
-- where nobody decided in time), and how the payment has ended; no row where the payment was never in review.
create function tuma.decide_review(
  p_payment uuid, p_approve boolean, p_by text, p_note text, p_fees_to bigint, p_excise_to bigint,
  p_now timestamptz
) returns table (
  is_first boolean, approved boolean, decided_by text, decided_at timestamptz, state tuma.payment_state,
  refusal tuma.refusal
)
language plpgsql security definer set search_path = '' as $$
declare
  v_payment tuma.payments;
  v_end record;
begin
  select p.* into v_payment
    from tuma.payments p join tuma.reviews r on r.payment_id = p.id where p.id = p_payment;
  if not found then
    return;
  end if;

  -- 1. Settle the payment. Its locks make decisions and the sweep come one after the other, and the payment's state says
  --    who was first.
  select s.state, s.refusal into v_end
    from tuma.settle_payments(
      p_ids => array[p_payment], p_payers => array[v_payment.payer], p_payees => array[v_payment.payee],
      p_states => array[case when p_approve then 'completed' else 'rejected' end],
      p_refusals => array[case when not p_approve then 'fraud_declined' end], p_scores => '{}', p_fraud_model => '{}',
      p_checks_ms => '{}', p_evidence => '{}', p_from => 'review', p_fees_to => p_fees_to, p_excise_to => p_excise_to,
      p_now => p_now) s;

  -- 2. Record the decision. Its SMS goes when due timers are next run.
  update tuma.reviews r set approved = p_approve, decided_by = p_by, note = p_note, decided_at = p_now
   where r.payment_id = p_payment and r.decided_at is null;
  is_first := found;
  if is_first then
    perform tuma.schedule_timer(array[p_payment], p_now);
  end if;

  return query
  select is_first, r.approved, r.decided_by, r.decided_at, v_end.state, v_end.refusal
    from tuma.reviews r where r.payment_id = p_payment;
end $$;
