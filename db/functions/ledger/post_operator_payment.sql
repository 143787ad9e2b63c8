-- post_operator_payment: makes a payment for a person at the operator, held and completed at once. Returns the refusal
-- where it cannot be made: then nothing is written and no receipt is sent. A payment of p_channel `system` is told to nobody.
-- Internal: for reversals, adjustments and funding. It locks both accounts, in the order of ids; a caller that makes several
-- locks all of theirs before.
create function tuma.post_operator_payment(
  p_id uuid, p_origin uuid, p_type text, p_payer bigint, p_payee bigint, p_amount bigint, p_now timestamptz,
  p_reference text default null, p_channel text default 'desk'
) returns tuma.refusal
language plpgsql set search_path = '' as $$
declare
  v_payer tuma.accounts;
  v_payee tuma.accounts;
  v_rule tuma.payment_rules;
  v_refusal tuma.refusal;
begin
  perform from tuma.accounts a where a.id in (p_payer, p_payee) order by a.id for no key update;
  select * into strict v_payer from tuma.accounts a where a.id = p_payer;
  select * into strict v_payee from tuma.accounts a where a.id = p_payee;
  select * into strict v_rule from tuma.payment_rules r where r.type = p_type::tuma.payment_type;
  v_refusal := case
    when v_payer.currency <> v_payee.currency then 'currency_mismatch'
    when p_amount > tuma.desk_ceiling(p_payer) then 'amount_too_large'
    when v_payer.kind <> all (v_rule.payers) then 'payer_not_found'
    when v_payee.kind <> all (v_rule.payees) then 'recipient_not_found'
    when v_payer.status = 'closed' or (v_payer.status = 'frozen' and not v_rule.allowed_when_frozen)
      then 'payer_unavailable'
    when v_payee.status = 'closed'
         or (v_payee.status = 'frozen' and v_payee.kind <> 'wallet' and not v_rule.allowed_when_frozen)
      then 'recipient_unavailable'
    when not v_payer.may_be_negative and v_payer.balance - v_payer.held < p_amount then 'insufficient_funds'
  end;
  if v_refusal is null and not tuma.post_payment(
    p_id => p_id, p_linked => p_origin, p_type => p_type, p_channel => p_channel, p_payer => p_payer, p_payee => p_payee,
    p_amount => p_amount, p_reference => p_reference, p_now => p_now) then
    raise exception 'post_operator_payment: % of % was refused', p_type, p_id;
  end if;
  return v_refusal;
end $$;
