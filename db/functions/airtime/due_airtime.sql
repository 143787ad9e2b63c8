-- due_airtime: finds payments whose airtime needs another message to the queue: intended before p_untried_before and
-- not yet tried, or due again by the rule of claim_airtime. Airtime that was tried max_tries times without an answer is
-- given up here (given_up). It is not paid back: it may have been delivered, and a person has to ask.
create function tuma.due_airtime(
  p_untried_before timestamptz, p_limit integer, p_now timestamptz
) returns table (payment_id uuid, given_up boolean)
language plpgsql security definer set search_path = '' as $$
begin
  p_now := (tuma.clock(p_now)).now;
  return query
  update tuma.airtime a set state = 'unanswered'
    from (select d.payment_id from tuma.airtime d
           where d.state = 'sending' and d.attempts >= tuma.max_tries()
             and tuma.retry_at(d.at, d.attempts) <= p_now
           order by d.payment_id for no key update skip locked) over
   where a.payment_id = over.payment_id
  returning a.payment_id, true;

  return query
  select d.payment_id, false
    from (select a.payment_id from tuma.airtime a
           where (a.state = 'intended' and a.at <= p_untried_before)
              or (a.state = 'sending' and tuma.retry_at(a.at, a.attempts) <= p_now)
           order by a.at limit p_limit) d;
end $$;
