-- claim_notices: claims for p_claim the notices among these that are due by the rule of mark_receipts_sending, with
-- all that their texts need. The same claim again gets the same rows.
create function tuma.claim_notices(
  p_notices uuid[], p_claim uuid, p_now timestamptz,
  p_gateway text default null
) returns table (
  about uuid, kind tuma.notice_kind, msisdn text, language tuma.language, payment_number bigint, gateway text,
  message_id text, unresolved boolean, message text
)
language plpgsql security definer set search_path = '' as $$
begin
  p_now := (tuma.clock(p_now)).now;
  perform tuma.mark_receipts_sending(p_notices, p_claim, p_now, p_gateway);

  return query
  select n.id, n.kind, n.msisdn, n.language, n.payment_number,
         r.gateway, r.message_id, r.message_id <> tuma.message_name(r.about, r.party, r.attempts), n.message
    from tuma.receipts r join tuma.notices n on n.id = r.about
   where r.about = any (p_notices) and r.claim = p_claim and r.state = 'sending';
end $$;
