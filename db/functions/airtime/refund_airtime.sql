-- refund_airtime: pays back what was paid for airtime, with its fee: one payment from the system account for each. Returns these
-- payments' ids. Where the payer's account was closed meanwhile, the airtime stays failed and not paid back, which the audit
-- reports, until an operator opens the account and ends the airtime again. Internal: the caller has just marked the airtime as
-- failed, in this commit.
create function tuma.refund_airtime(p_payments uuid[], p_day date, p_now timestamptz)
returns table (payment_id uuid)
language plpgsql set search_path = '' as $$
declare
  v_paid record;
begin
  for v_paid in
    select p.id, p.payer, p.amount + p.payer_fee total from tuma.payments p
     where p.id = any (p_payments) order by p.payer, p.id
  loop
    payment_id := tuma.post_system_payment(
      p_origin => v_paid.id, p_type => 'airtime_refund', p_payee => v_paid.payer, p_amount => v_paid.total,
      p_day => p_day, p_now => p_now);
    continue when payment_id is null;
    update tuma.airtime a set refunded_by = refund_airtime.payment_id where a.payment_id = v_paid.id;
    return next;
  end loop;
end $$;
