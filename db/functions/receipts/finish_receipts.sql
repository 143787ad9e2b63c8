-- finish_receipts: what became of tries to send: with a message id it was accepted; without one it failed for
-- good (p_final) or waits for the next try. Aligned arrays; only the claim's own receipts change.
create function tuma.finish_receipts(
  p_about uuid[], p_parties text[], p_message_ids text[], p_final boolean[], p_claim uuid
) returns void
language sql security definer set search_path = '' as $$
  update tuma.receipts r
     set state = case when u.message_id is not null then 'sent'
                      when u.final then 'failed'
                      else 'sending' end::tuma.receipt_state,
         message_id = u.message_id,
         claim = case when u.message_id is null and not u.final then r.claim end
    from unnest(p_about, p_parties, p_message_ids, p_final) u (about, party, message_id, final)
   where r.about = u.about and r.party = u.party::tuma.party
     and r.claim = p_claim and r.state = 'sending'
$$;
