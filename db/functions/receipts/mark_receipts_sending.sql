-- mark_receipts_sending: of the receipts about these payments or notices, those that are due are now claimed for p_claim; the
-- try is counted, and p_gateway and the message's name are written down, before the try is made. A receipt is due when it was
-- never tried, or when a try has had no good answer by retry_at and there were fewer than max_tries. Where nobody knows what
-- became of an earlier try, its gateway and its message's name stay: that gateway has to be asked first. Internal: called by
-- claim_receipts and claim_notices.
create function tuma.mark_receipts_sending(
  p_about uuid[], p_claim uuid, p_now timestamptz, p_gateway text
) returns void
language sql set search_path = '' as $$
  update tuma.receipts r
     set state = 'sending', attempts = r.attempts + 1, claim = p_claim, at = p_now,
         gateway = coalesce(r.gateway, p_gateway),
         message_id = case when r.gateway is null then tuma.message_name(r.about, r.party, r.attempts + 1)
                           else r.message_id end
    from (select d.about, d.party from tuma.receipts d
           where d.about = any (p_about)
             and (d.state = 'intended'
                  or (d.state = 'sending' and d.attempts < tuma.max_tries()
                      and tuma.retry_at(d.at, d.attempts) <= p_now))
             and d.claim is distinct from p_claim
           order by d.about, d.party for no key update skip locked) due
   where r.about = due.about and r.party = due.party
$$;
