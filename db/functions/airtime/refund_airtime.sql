-- refund_airtime: pays back what was paid for airtime that failed, with its fee: one payment from the system account for each. Returns
-- these payments' ids. What the payer cannot have now, because the account is closed or full, stays owed (refund_due_at, which
-- the audit reports) and is tried again by refund_owed_airtime. What fails ends nobody else's. Internal: the caller has
-- locked the rows.
create function tuma.refund_airtime(p_payments uuid[], p_now timestamptz)
returns table (payment_id uuid)
language plpgsql set search_path = '' as $$
declare
  v_paid record;
  v_id uuid;
begin
  for v_paid in
    select p.id, p.payer, p.amount + p.payer_fee total, coalesce(t.stuck_since, p_now) stuck_since
      from tuma.airtime t join tuma.payments p on p.id = t.payment_id
     where t.payment_id = any (p_payments) and t.state = 'failed' and t.refunded_by is null
     order by p.payer, p.id
  loop
    begin
      v_id := tuma.post_system_payment(
        p_origin => v_paid.id, p_type => 'airtime_refund', p_payee => v_paid.payer, p_amount => v_paid.total,
        p_now => p_now);
      update tuma.airtime a
         set refunded_by = v_id, refund_due_at = null, stuck_since = null
       where a.payment_id = v_paid.id and v_id is not null;
    exception when others then
      v_id := null;
      perform tuma.note_failure('refund_airtime', v_paid.id, sqlstate, p_now);
    end;
    if v_id is null then
      update tuma.airtime a
         set stuck_since = v_paid.stuck_since, refund_due_at = tuma.next_look(v_paid.stuck_since, p_now)
       where a.payment_id = v_paid.id;
    else
      payment_id := v_id;
      return next;
    end if;
  end loop;
end $$;
