-- schedule_sim_checks: schedules a SIM check of the customers who paid the completed ones of these payments, unless
-- one is due already, or one was made since p_asked_before. Safe to repeat.
create function tuma.schedule_sim_checks(p_payments uuid[], p_asked_before timestamptz, p_now timestamptz) returns void
language sql security definer set search_path = '' as $$
  insert into tuma.sim_checks (account_id, due_at)
  select distinct p.payer, (tuma.clock(p_now)).now
    from tuma.payments p
    join tuma.customers c on c.account_id = p.payer
    left join tuma.sim_checks s on s.account_id = p.payer
   where p.id = any (p_payments) and p.state = 'completed'
     and (s.account_id is null or (s.due_at is null and s.asked_at < p_asked_before))
   order by p.payer
  on conflict (account_id) do update set due_at = excluded.due_at, tries = 0
   where sim_checks.due_at is null and sim_checks.asked_at < p_asked_before
$$;
