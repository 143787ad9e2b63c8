-- post_payment: makes an ordinary payment without a fee: holds it, links it to its origin, and completes it in this
-- commit, or refuses it and logs that. What takes its origin back gives the limits back, too. True where it was completed.
-- Internal: for the payments that the books make themselves.
create function tuma.post_payment(
  p_id uuid, p_linked uuid, p_type text, p_channel text, p_payer bigint, p_payee bigint, p_amount bigint,
  p_reference text, p_now timestamptz
) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_completed boolean;
begin
  if exists (
    select from tuma.reserve_payments(
      p_ids => array[p_id], p_types => array[p_type], p_channels => array[p_channel], p_payers => array[p_payer],
      p_payees => array[p_payee], p_amounts => array[p_amount], p_fees => array[0::bigint],
      p_excises => array[null::bigint], p_references => array[p_reference], p_devices => array[null::text],
      p_requested_at => array[p_now], p_now => p_now, p_expires_at => p_now)
  ) then
    return false;
  end if;
  update tuma.payments set linked_payment = p_linked where id = p_id;
  select s.state = 'completed' into v_completed
    from tuma.settle_payments(
      p_ids => array[p_id], p_payers => array[p_payer], p_payees => array[p_payee], p_states => array['completed'],
      p_refusals => array[null::text], p_scores => '{}', p_fraud_model => '{}', p_checks_ms => '{}', p_evidence => '{}',
      p_fees_to => null, p_excise_to => null, p_now => p_now) s;
  if v_completed and exists (select from tuma.payment_rules r where r.type = p_type::tuma.payment_type and r.takes_back) then
    perform tuma.give_limits_back(p_linked, p_amount);
  end if;
  return v_completed;
end $$;
