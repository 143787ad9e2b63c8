-- reverse_payment: reverses a completed payment, or p_amount of it (null: all), by a payment of its own under the id
-- p_id, from the payee to the payer. The fee is kept. A payment is reversed once; the same p_id again gets the same
-- answer.
--
-- Where the money was spent, or an account is closed, the reversal is refused at once (p_until null), or waits until p_until
-- (retry_reversals). A reversal that was refused, or waits, may be requested anew, and then the new request counts.
-- Returns one row: the refusal, or null; until when it waits, where it does; the running number of the reversal, where
-- there is one.
create function tuma.reverse_payment(
  p_origin uuid, p_id uuid, p_amount bigint, p_reason text, p_by text, p_until timestamptz, p_now timestamptz
) returns table (refusal tuma.refusal, waits_until timestamptz, "number" bigint)
language plpgsql security definer set search_path = '' as $$
declare
  v_origin tuma.payments;
  v_amount bigint;
  v_ended_by uuid;
begin
  -- 1. Check whether it may be reversed at all. An ended payment stays as it is, so this needs no lock.
  select * into v_origin from tuma.payments p where p.id = p_origin;
  v_amount := coalesce(p_amount, v_origin.amount);
  refusal := case
    when v_amount <= 0 then 'invalid_amount'
    when v_origin.state is distinct from 'completed'
         or not (select r.reversible from tuma.payment_rules r where r.type = v_origin.type) then 'not_reversible'
    when v_amount > v_origin.amount then 'reversal_too_large'
  end;
  if refusal is not null then
    return next;
    return;
  end if;

  -- 2. Write the payment's only row of reversals, which makes requests come one after the other.
  insert into tuma.reversals as r (payment_id, amount, reason, asked_by, asked_at, until)
  values (p_origin, v_amount, p_reason, p_by, p_now, p_until)
  on conflict (payment_id) do update
     set amount = excluded.amount, reason = excluded.reason, asked_by = excluded.asked_by, asked_at = excluded.asked_at,
         until = excluded.until, refused_at = null, refusal = null
   where r.ended_by is null;
  if not found then
    select r.ended_by into v_ended_by from tuma.reversals r where r.payment_id = p_origin;
    refusal := case when v_ended_by <> p_id then 'already_reversed' end;

  -- 3. Try it now.
  else
    refusal := tuma.execute_reversal(p_origin, p_id, p_now);
    if refusal in ('insufficient_funds', 'payer_unavailable', 'recipient_unavailable') and p_until > p_now then
      waits_until := p_until;
    elsif refusal is not null then
      update tuma.reversals r set until = null, refused_at = p_now, refusal = reverse_payment.refusal
       where r.payment_id = p_origin;
    end if;
  end if;

  select p.number into "number"
    from tuma.reversals r join tuma.payments p on p.id = r.ended_by where r.payment_id = p_origin;
  return next;
end $$;
