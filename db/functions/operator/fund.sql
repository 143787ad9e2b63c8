-- fund: issues e-money to an account for money that has come to the operator's bank p_bank under its reference p_bank_reference;
-- or, where p_amount is negative, takes e-money back that the bank pays out. p_system_account is the account for funding in the
-- account's currency. Nobody is told of a payment of p_channel `system`. What a wallet has stays within its tier.
--
-- A bank's reference moves money once. The same one again for the same account and amount writes nothing and gets the same answer
-- (known is true); for another, it is an idempotency_conflict, with the number of the payment that has it. Returns one row: the
-- refusal, or null; the payment's running number.
create function tuma.fund(
  p_account bigint, p_system_account bigint, p_amount bigint, p_bank text, p_bank_reference text, p_reason text, p_by text,
  p_channel text, p_now timestamptz
) returns table (refusal tuma.refusal, "number" bigint, known boolean)
language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid := uuidv7();
  v_action tuma.operator_action := case when p_amount > 0 then 'fund' else 'defund' end;
  v_act record;
  v_is_over boolean;
begin
  -- 1. Look whether the reference has moved money. Two people with the same statement come one after the other.
  perform pg_advisory_xact_lock(hashtextextended(p_bank || ' ' || p_bank_reference, 0));
  select a.account_id, a.action, p.amount, p.number into v_act
    from tuma.operator_actions a join tuma.payments p on p.id = a.payment_id
   where a.bank = p_bank and a.bank_reference = p_bank_reference;
  known := found;
  if known then
    refusal := case when (v_act.account_id, v_act.action, v_act.amount) is distinct from (p_account, v_action, abs(p_amount))
                    then 'idempotency_conflict' end;
    "number" := v_act.number;
    return next;
    return;
  end if;

  -- 2. Move it, and sign it. A refused one leaves no trace.
  perform from tuma.accounts a where a.id in (p_account, p_system_account) order by a.id for no key update;
  select a.balance + p_amount > t.balance_cap into v_is_over
    from tuma.accounts a join tuma.tiers t on t.market = (tuma.clock(p_now)).market and t.tier = a.tier where a.id = p_account;
  refusal := case
    when p_amount = 0 then 'invalid_amount'
    when p_amount > 0 and v_is_over then 'recipient_limit_exceeded'
    else tuma.post_operator_payment(
      p_id => v_id, p_origin => null, p_type => case when p_amount > 0 then 'funding' else 'redemption' end,
      p_payer => case when p_amount > 0 then p_system_account else p_account end,
      p_payee => case when p_amount > 0 then p_account else p_system_account end,
      p_amount => abs(p_amount), p_now => p_now, p_reference => p_bank_reference, p_channel => p_channel)
  end;
  insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, payment_id, bank, bank_reference)
  select p_account, v_action, p_by, p_reason, p_now, v_id, p_bank, p_bank_reference where refusal is null;
  select p.number into "number" from tuma.payments p where p.id = v_id;
  return next;
end $$;
