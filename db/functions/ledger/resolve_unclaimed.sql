-- resolve_unclaimed: ends up to p_limit sums of waiting money that are due. Each is claimed for the customer who has the number
-- by now, and has proved that, or else returned to its sender (the amount; the fee was for sending it), by a payment of its own. Returns the ids of
-- these payments, whose receipts are due. Safe to run at any time, by any number of callers.
--
-- Nothing is paid into a closed account, or into one that may not have or receive so much:
--   - Money that does not fit its customer's wallet waits for room until its time is over, and the customer is told once. Then it
--     goes back.
--   - Money of a closed customer goes back at once.
--   - What its sender cannot have either waits (stuck_since), which the audit reports and the desk lists.
-- What waits is looked at again by next_look, and when its account opens (wake_owed). What fails ends nobody else's.
create function tuma.resolve_unclaimed(p_limit integer, p_now timestamptz) returns table (payment_id uuid)
language plpgsql security definer set search_path = '' as $$
declare
  v_due record;
  v_id uuid;
  v_failed boolean;
  v_stuck_since timestamptz;
begin
  p_now := (tuma.clock(p_now)).now;
  -- 1. The money that is due, with the account that it goes to, in the order of these accounts. Where it did not fit its wallet
  --    until its time was over, its sender is next.
  for v_due in
    with due as materialized (
      select u.payment_id origin, u.until, u.stuck_since, p.amount, p.number, c.id wallet, s.id sender
        from tuma.unclaimed u
        join tuma.payments p on p.id = u.payment_id
        left join tuma.accounts s on s.id = p.payer and s.status <> 'closed'
        left join lateral (
          select a.id from tuma.customers customer join tuma.accounts a on a.id = customer.account_id
           where customer.msisdn = u.msisdn and customer.possession_proved_at is not null and a.status <> 'closed'
        ) c on true
       where u.ended_by is null and u.due_at <= p_now
       order by u.due_at limit p_limit for no key update of u skip locked
    )
    select d.origin, d.until, d.stuck_since, d.amount, d.number, g.goes_back,
           case when g.goes_back then 'return' else 'claim' end type, case when g.goes_back then d.sender else d.wallet end payee
      from due d
     cross join lateral (
       select d.wallet is null or (d.stuck_since is not null and d.until <= p_now and d.sender is not null) goes_back
     ) g
     order by payee, d.origin
  loop
    -- 2. A system payment ends it. Whatever fails here is undone alone, and tried again.
    v_id := null;
    v_failed := false;
    begin
      if v_due.payee is not null then
        v_id := tuma.post_system_payment(v_due.origin, v_due.type, v_due.payee, v_due.amount, p_now);
      end if;
      update tuma.unclaimed u set ended_by = v_id, stuck_since = null where u.payment_id = v_due.origin and v_id is not null;
    exception when others then
      v_id := null;
      v_failed := true;
      perform tuma.note_failure('resolve_unclaimed', v_due.origin, sqlstate, p_now);
    end;
    if v_id is not null then
      payment_id := v_id;
      return next;
      continue;
    end if;

    -- 3. Nobody can have it now: it waits, until its time at most. The account may have been closed just now, too.
    v_stuck_since := coalesce(v_due.stuck_since, p_now);
    update tuma.unclaimed u
       set stuck_since = v_stuck_since,
           due_at = least(tuma.next_look(v_stuck_since, p_now), case when u.until > p_now then u.until end)
     where u.payment_id = v_due.origin;
    if not v_due.goes_back and not v_failed and v_due.stuck_since is null and v_due.until > p_now then
      perform tuma.tell_claim_waits(v_due.payee, v_due.number, p_now);
    end if;
  end loop;
end $$;
