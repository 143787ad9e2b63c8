-- trail_receipts: returns the receipts of the payments with a number above p_after and up to p_to that a gateway has taken or that
-- were given up, by their payment's number and party, each with the digest of what does not change any more: a report of the
-- delivery may still come. (trail_payments says what a digest is.)
create function tuma.trail_receipts(p_after bigint, p_to bigint) returns table (number bigint, party text, digest text)
language sql stable security definer set search_path = '' as $$
  select p.number, r.party::text,
         encode(sha256(record_send(row(
           r.about, r.party::text, r.state = 'failed', r.attempts, r.at, r.gateway, r.message_id))), 'hex')
    from tuma.payments p
    join tuma.receipts r on r.about = p.id and r.state not in ('intended', 'sending')
   where p.number > p_after and p.number <= p_to
$$;
