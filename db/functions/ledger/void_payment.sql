-- void_payment: makes sure that a payment whose outcome is not known has one. A reserved one is released; one that was
-- never seen leaves a mark, so that a reserve that comes late is refused; one that ended, or is in review, stays as it
-- is. Only what a customer may ask for leaves a mark for the Worker. p_state (rejected or failed) says how, and p_refusal why. Returns how it has ended,
-- as settle does; or idempotency_conflict where the id is another request's, and then nothing is written.
create function tuma.void_payment(
  p_id uuid, p_type text, p_channel text, p_payer bigint, p_payee bigint, p_amount bigint, p_fee bigint,
  p_reference text, p_requested_at timestamptz, p_state text, p_refusal text, p_evidence jsonb,
  p_now timestamptz
) returns table (
  n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamptz, payer_balance bigint
)
language plpgsql security definer set search_path = '' as $$
begin
  p_now := (tuma.clock(p_now)).now;
  -- 1. Leave the mark. A reserve of the same id that is under way is waited for, and then the payment is there. The payer's
  --    account is locked first, as reserve does it, so that neither waits for what the other holds.
  perform from tuma.accounts a where a.id = p_payer for no key update;
  insert into tuma.payments (id, type, channel, state, payer, payee, amount, fee, fee_by_payee, account_reference,
                             day, requested_at, ended_at, refusal, evidence)
  select p_id, r.type, p_channel::tuma.channel, p_state::tuma.payment_state, p_payer, p_payee, p_amount, p_fee,
         nullif(r.fee_by = 'payee', false), p_reference, (tuma.clock(p_now)).day, p_requested_at, p_now, p_refusal::tuma.refusal, p_evidence
    from tuma.payment_rules r
   where r.type = p_type::tuma.payment_type
     and (session_user <> 'tuma_app' or (r.offered = 'customer' and p_channel in ('ussd', 'app')))
  on conflict on constraint payments_pkey do nothing;

  if found then
    perform tuma.schedule_timer(array[p_id], p_now);
    insert into tuma.refused_payments (account_id, payment_id) values (p_payer, p_id);

  -- 2. Refuse where the id is another request's payment.
  elsif not exists (
    select from tuma.payments p
     where (p.id, p.type::text, p.payer, p.payee, p.amount, p.fee)
         = (p_id, p_type, p_payer, p_payee, p_amount, p_fee)
       and p.account_reference is not distinct from p_reference
  ) then
    return query
    select 1, 'rejected'::tuma.payment_state, 'idempotency_conflict'::tuma.refusal, null::bigint,
           null::timestamptz, null::bigint;
    return;
  end if;

  -- 3. Release a reservation; in any case the payment's row is the answer.
  return query
  select * from tuma.release(p_ids => array[p_id], p_from => 'reserved', p_state => p_state, p_refusal => p_refusal,
                             p_evidence => p_evidence, p_now => p_now);
end $$;
