-- execute_reversal: tries the requested reversal of p_origin, under the id p_id. Returns the refusal, or null where it
-- was made; then the payment's disputes are closed, because the customer has been helped; the
-- reversal's receipts tell them. Internal: the caller has
-- locked the reversal's row.
create function tuma.execute_reversal(p_origin uuid, p_id uuid, p_now timestamptz) returns tuma.refusal
language plpgsql set search_path = '' as $$
declare
  v_origin tuma.payments;
  v_reversal tuma.reversals;
  v_refusal tuma.refusal;
begin
  select * into strict v_origin from tuma.payments p where p.id = p_origin;
  select * into strict v_reversal from tuma.reversals r where r.payment_id = p_origin;
  v_refusal := tuma.post_operator_payment(
    p_id => p_id, p_origin => p_origin, p_type => 'reversal', p_payer => v_origin.payee, p_payee => v_origin.payer,
    p_amount => v_reversal.amount, p_now => p_now);
  if v_refusal is null then
    update tuma.reversals r set ended_by = p_id where r.payment_id = p_origin;
    perform tuma.close_disputes(
      p_payment => p_origin, p_by => v_reversal.asked_by, p_outcome => 'reversed', p_tell => false, p_message => null,
      p_now => p_now);
  end if;
  return v_refusal;
end $$;
