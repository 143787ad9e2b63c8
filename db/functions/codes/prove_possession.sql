-- prove_possession: notes that a customer has the number, so that money which waits for it is due now. The caller holds the lock of the
-- number, as registrations and waiting money do, and then the customer's row. Internal.
create function tuma.prove_possession(p_account bigint, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  v_msisdn text;
begin
  update tuma.customers c set possession_proved_at = coalesce(c.possession_proved_at, p_now)
   where c.account_id = p_account
  returning c.msisdn into v_msisdn;
  -- A locked row is being ended by somebody else.
  update tuma.unclaimed u set due_at = p_now
    from (select payment_id from tuma.unclaimed
           where msisdn = v_msisdn and ended_by is null and due_at > p_now
             for no key update skip locked) w
   where u.payment_id = w.payment_id;
end $$;
