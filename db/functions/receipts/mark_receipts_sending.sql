-- mark_receipts_sending: of the receipts about these payments or notices, those that are due are now claimed for p_claim; the
-- try is counted before it is made. A receipt is due when it was never tried, or when a try has had no good answer by
-- retry_at and there were fewer than p_tries. Internal: called by claim_receipts and claim_notices.
create function tuma.mark_receipts_sending(
  p_about uuid[], p_claim uuid, p_tries integer, p_retry_seconds integer, p_now timestamptz
) returns void
language sql set search_path = '' as $$
  update tuma.receipts r
     set state = 'sending', attempts = r.attempts + 1, claim = p_claim, at = p_now
    from (select d.about, d.party from tuma.receipts d
           where d.about = any (p_about)
             and (d.state = 'intended'
                  or (d.state = 'sending' and d.attempts < p_tries
                      and tuma.retry_at(d.at, d.attempts, p_retry_seconds) <= p_now))
             and d.claim is distinct from p_claim
           order by d.about, d.party for no key update skip locked) due
   where r.about = due.about and r.party = due.party
$$;
