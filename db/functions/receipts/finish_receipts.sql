-- finish_receipts: writes down what became of tries to send. Aligned arrays; only the claim's own receipts change.
--   sent     the gateway took the message, under this message id; a report that overtook it has waited for it
--   failed   no try will be taken
--   refused  nobody has taken it: the next try may go to any gateway
--   unknown  nobody knows: the gateway and the message's name stay, for the next try to ask about
create function tuma.finish_receipts(
  p_about uuid[], p_parties text[], p_message_ids text[], p_outcomes text[], p_claim uuid
) returns void
language sql security definer set search_path = '' as $$
  update tuma.receipts r
     set state = case when u.outcome in ('sent', 'failed') then u.outcome else 'sending' end::tuma.receipt_state,
         gateway = case when u.outcome <> 'refused' then r.gateway end,
         message_id = case u.outcome when 'sent' then u.message_id when 'unknown' then r.message_id end,
         claim = case when u.outcome in ('refused', 'unknown') then r.claim end
    from unnest(p_about, p_parties, p_message_ids, p_outcomes) u (about, party, message_id, outcome)
   where r.about = u.about and r.party = u.party::tuma.party
     and r.claim = p_claim and r.state = 'sending';
  select tuma.match_delivery_reports(p_message_ids)
$$;
