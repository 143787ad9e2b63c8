-- end_airtime_by_operator: a person at the operator (p_by) has found out what became of airtime that the gateway took, or of
-- which nobody knew, and says how they know (p_reason): it was delivered, or it was not and is paid back in the same commit.
-- Where the payer's account is closed, it is not paid back until the same is said again when the account is open. The first act
-- is recorded. Returns whether anything changed, its state now, and the running number of the payment that paid it back; no row
-- where there is no such airtime. The same again changes nothing.
create function tuma.end_airtime_by_operator(
  p_payment uuid, p_delivered boolean, p_by text, p_reason text, p_now timestamptz
) returns table (ended boolean, state tuma.airtime_state, refund bigint)
language plpgsql security definer set search_path = '' as $$
declare
  v_before tuma.airtime;
begin
  select * into v_before from tuma.airtime a where a.payment_id = p_payment for no key update;
  perform tuma.end_airtime(p_payment, p_delivered, p_now);
  ended := exists (select from tuma.airtime a
                    where a.payment_id = p_payment
                      and (a.state, a.refunded_by) is distinct from (v_before.state, v_before.refunded_by));
  insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, payment_id)
  select p.payer, 'end_airtime', p_by, p_reason, p_now, p.id from tuma.payments p where p.id = p_payment and ended
  on conflict (payment_id) where payment_id is not null do nothing;
  return query
  select end_airtime_by_operator.ended, a.state, f.number
    from tuma.airtime a left join tuma.payments f on f.id = a.refunded_by
   where a.payment_id = p_payment;
end $$;
