-- end_unclaimed: ends up to p_limit of the moneys that wait for a number and are due: claimed for the number's customer
-- where there is one by now, else returned to who sent it (the amount; the fee was for sending it). Each is a payment of
-- its own. Returns these payments' ids, to ring for. Safe to run at any time, by any number of callers.
create function tuma.end_unclaimed(p_limit integer, p_day date, p_now timestamptz) returns table (payment_id uuid)
language plpgsql security definer set search_path = '' as $$
declare
  c_house constant bigint := 103;
  v_due record;
  v_id uuid;
begin
  -- 1. What is due, with the account that it goes to, in the order of these.
  for v_due in
    with due as materialized (
      select u.payment_id, u.msisdn from tuma.unclaimed u
       where u.ended_by is null and u.due_at <= p_now
       order by u.due_at limit p_limit for no key update skip locked
    )
    select d.payment_id origin, p.amount, case when c.account_id is null then 'return' else 'claim' end type,
           coalesce(c.account_id, p.payer) payee
      from due d
      join tuma.payments p on p.id = d.payment_id
      left join tuma.customers c on c.msisdn = d.msisdn
     order by payee, d.payment_id
  loop
    -- 2. A payment of the house.
    v_id := tuma.pay_from_house(v_due.origin, v_due.type, c_house, v_due.payee, v_due.amount, p_day, p_now);
    update tuma.unclaimed u set ended_by = v_id where u.payment_id = v_due.origin;
    payment_id := v_id;
    return next;
  end loop;
end $$;
