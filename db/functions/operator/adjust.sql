-- adjust: corrects an account by a payment of the type `adjustment` under the id p_id, from the system account for
-- adjustments (p_system_account) to p_account, or the other way where p_amount is negative, and records who made it and why.
-- Returns the refusal, or null. The same id again writes nothing; for another adjustment it is an idempotency_conflict.
create function tuma.adjust(
  p_id uuid, p_account bigint, p_system_account bigint, p_amount bigint, p_reason text, p_by text, p_now timestamptz
) returns table (refusal tuma.refusal, "number" bigint)
language plpgsql security definer set search_path = '' as $$
declare
  v_is_same boolean;
begin
  if p_amount = 0 then
    refusal := 'invalid_amount';
  else
    -- The locks make repeated calls come one after the other.
    perform from tuma.accounts a where a.id in (p_account, p_system_account) order by a.id for no key update;
    select a.account_id = p_account and p.amount = abs(p_amount) and (p.payee = p_account) = (p_amount > 0) into v_is_same
      from tuma.payments p left join tuma.operator_actions a on a.payment_id = p.id and a.action = 'adjust'
     where p.id = p_id;
    if found then
      refusal := case when v_is_same is not true then 'idempotency_conflict' end;
    else
      refusal := tuma.post_operator_payment(
        p_id => p_id, p_origin => null, p_type => 'adjustment',
        p_payer => case when p_amount > 0 then p_system_account else p_account end,
        p_payee => case when p_amount > 0 then p_account else p_system_account end,
        p_amount => abs(p_amount), p_now => p_now);
      -- A refused adjustment leaves no trace.
      insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, payment_id)
      select p_account, 'adjust', p_by, p_reason, p_now, p_id where refusal is null;
    end if;
  end if;
  select p.number into "number" from tuma.payments p where p.id = p_id;
  return next;
end $$;
