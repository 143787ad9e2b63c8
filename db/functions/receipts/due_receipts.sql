-- due_receipts: payments and notices (is_notice) whose receipts need another ring: intended before p_untried_before and not yet tried, or
-- due again by the rule of claim_receipts. Those that were tried max_tries times are given up here, and stay visible as
-- failed.
create function tuma.due_receipts(
  p_untried_before timestamptz, p_limit integer, p_now timestamptz
) returns table (about uuid, is_notice boolean)
language plpgsql security definer set search_path = '' as $$
begin
  p_now := (tuma.clock(p_now)).now;
  update tuma.receipts r set state = 'failed'
    from (select d.about, d.party from tuma.receipts d
           where d.state = 'sending' and d.attempts >= tuma.max_tries()
             and tuma.retry_at(d.at, d.attempts) <= p_now
           order by d.about, d.party for no key update skip locked) over
   where r.about = over.about and r.party = over.party;

  return query
  select distinct d.about, d.party = 'subscriber'
    from (select r.about, r.party from tuma.receipts r
           where (r.state = 'intended' and r.at <= p_untried_before)
              or (r.state = 'sending' and tuma.retry_at(r.at, r.attempts) <= p_now)
           order by r.at limit p_limit) d;
end $$;
