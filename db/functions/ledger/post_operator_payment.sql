-- post_operator_payment: makes a payment for a person at the operator, held and completed at once. Returns the refusal
-- where it cannot be made: then nothing is written and no receipt is sent. Internal: for reversals and adjustments. It
-- locks both accounts, in the order of ids; a caller that makes several locks all of theirs before.
create function tuma.post_operator_payment(
  p_id uuid, p_origin uuid, p_type text, p_payer bigint, p_payee bigint, p_amount bigint, p_day date, p_now timestamptz
) returns tuma.refusal
language plpgsql set search_path = '' as $$
declare
  v_payer tuma.accounts;
  v_payee tuma.accounts;
  v_refusal tuma.refusal;
begin
  perform from tuma.accounts a where a.id in (p_payer, p_payee) order by a.id for no key update;
  select * into strict v_payer from tuma.accounts a where a.id = p_payer;
  select * into strict v_payee from tuma.accounts a where a.id = p_payee;
  v_refusal := case
    when v_payer.currency <> v_payee.currency then 'currency_mismatch'
    when v_payer.status = 'closed' then 'payer_unavailable'
    when v_payee.status = 'closed' then 'recipient_unavailable'
    when not v_payer.may_be_negative and v_payer.balance - v_payer.held < p_amount then 'insufficient_funds'
  end;
  if v_refusal is null and not tuma.post_payment(
    p_id => p_id, p_linked => p_origin, p_type => p_type, p_channel => 'desk', p_payer => p_payer, p_payee => p_payee,
    p_amount => p_amount, p_reference => null, p_day => p_day, p_now => p_now) then
    raise exception 'post_operator_payment: % of % was refused', p_type, p_id;
  end if;
  return v_refusal;
end $$;
