-- move_receipts: these receipts are now tried with another gateway, within the same claim and the same counted try. Written
-- before the call, as the first gateway was. Returns those that are still the claim's; they are due again as if the try began
-- at p_now, so that nobody else sends them while the second gateway takes its time. Asking again gives the same rows.
create function tuma.move_receipts(
  p_about uuid[], p_parties text[], p_gateways text[], p_claim uuid, p_now timestamptz
) returns table (about uuid, party tuma.party, message_id text)
language sql security definer set search_path = '' as $$
  update tuma.receipts r
     set gateway = u.gateway, message_id = tuma.message_name(r.about, r.party, r.attempts), at = (tuma.clock(p_now)).now
    from unnest(p_about, p_parties, p_gateways) u (about, party, gateway)
   where r.about = u.about and r.party = u.party::tuma.party
     and r.claim = p_claim and r.state = 'sending'
  returning r.about, r.party, r.message_id
$$;
