-- claim_airtime: claims the due airtime of these payments for p_claim, and counts the try before it is made. Airtime
-- is due when it was never tried, or when a try has had no good answer by retry_at and there were fewer than max_tries.
-- Returns what this claim works on: for which number, how much, and which try this is (1 for the first). The same
-- claim again gets the same rows.
create function tuma.claim_airtime(
  p_payments uuid[], p_claim uuid, p_now timestamptz
) returns table (payment_id uuid, msisdn text, amount bigint, attempt smallint)
language plpgsql security definer set search_path = '' as $$
begin
  p_now := (tuma.clock(p_now)).now;
  update tuma.airtime a
     set state = 'sending', attempts = a.attempts + 1, claim = p_claim, at = p_now
    from (select d.payment_id from tuma.airtime d
           where d.payment_id = any (p_payments)
             and (d.state = 'intended'
                  or (d.state = 'sending' and d.attempts < tuma.max_tries()
                      and tuma.retry_at(d.at, d.attempts) <= p_now))
             and d.claim is distinct from p_claim
           order by d.payment_id for no key update skip locked) due
   where a.payment_id = due.payment_id;

  return query
  select a.payment_id, p.account_reference, p.amount, a.attempts
    from tuma.airtime a join tuma.payments p on p.id = a.payment_id
   where a.payment_id = any (p_payments) and a.claim = p_claim and a.state = 'sending';
end $$;
