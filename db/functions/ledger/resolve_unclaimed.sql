-- resolve_unclaimed: ends up to p_limit sums of waiting money that are due. Each is claimed for the customer who has the number
-- by now, or else returned to its sender (the amount; the fee was for sending it), by a payment of its own. Returns the ids of
-- these payments, whose receipts are due. Safe to run at any time, by any number of callers.
--
-- Nothing is paid into a closed account: money for a closed customer goes back to its sender, and money of a closed sender
-- waits, which the audit reports, until somebody registers the number or an operator opens the account.
create function tuma.resolve_unclaimed(p_limit integer, p_day date, p_now timestamptz) returns table (payment_id uuid)
language plpgsql security definer set search_path = '' as $$
declare
  v_due record;
  v_id uuid;
begin
  -- 1. The money that is due, with the account that it goes to, in the order of these accounts.
  for v_due in
    with due as materialized (
      select u.payment_id origin, p.amount, case when c.id is null then 'return' else 'claim' end type,
             coalesce(c.id, s.id) payee
        from tuma.unclaimed u
        join tuma.payments p on p.id = u.payment_id
        left join tuma.accounts s on s.id = p.payer and s.status <> 'closed'
        left join lateral (
          select a.id from tuma.customers customer join tuma.accounts a on a.id = customer.account_id
           where customer.msisdn = u.msisdn and a.status <> 'closed'
        ) c on true
       where u.ended_by is null and u.due_at <= p_now and coalesce(c.id, s.id) is not null
       order by u.due_at limit p_limit for no key update of u skip locked
    )
    select * from due order by due.payee, due.origin
  loop
    -- 2. A system payment ends it.
    v_id := tuma.post_system_payment(v_due.origin, v_due.type, v_due.payee, v_due.amount, p_day, p_now);
    -- The account was closed just now: the next call finds where the money goes then.
    continue when v_id is null;
    update tuma.unclaimed u set ended_by = v_id where u.payment_id = v_due.origin;
    payment_id := v_id;
    return next;
  end loop;
end $$;
