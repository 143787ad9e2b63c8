-- claim_sim_checks: claims up to p_limit customers whose SIM is to be asked about now, those who have waited longest
-- first. The try is counted before it is made, and the next one is due by retry_at, so no other caller asks until then: after 10
-- minutes, then 20 and 40; 80 minutes after that the question is given up, until a payment makes its customer due again.
--
-- A claim is not repeated: where the reply is lost, its customers are asked about when they are due again.
create function tuma.claim_sim_checks(
  p_limit integer, p_now timestamptz
) returns table (account_id bigint, msisdn text)
language plpgsql security definer set search_path = '' as $$
begin
  p_now := (tuma.clock(p_now)).now;
  update tuma.sim_checks s set due_at = null
    from (select d.account_id from tuma.sim_checks d
           where d.due_at <= p_now and d.tries >= 4
           order by d.account_id for no key update skip locked) over
   where s.account_id = over.account_id;

  return query
  update tuma.sim_checks s
     set tries = s.tries + 1, asked_at = p_now,
         due_at = tuma.retry_at(p_now, (s.tries + 1)::smallint, 600)
    from (select d.account_id from tuma.sim_checks d
           where d.due_at <= p_now and d.tries < 4
           order by d.due_at limit p_limit for no key update skip locked) due
    join tuma.customers c on c.account_id = due.account_id and c.msisdn is not null
   where s.account_id = due.account_id
  returning s.account_id, c.msisdn;
end $$;
