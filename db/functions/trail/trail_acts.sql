-- trail_acts: returns what operators did, with a number above p_after and up to p_to, each act with its digest (trail_payments says
-- what that is).
create function tuma.trail_acts(p_after bigint, p_to bigint) returns table (number bigint, digest text)
language sql stable security definer set search_path = '' as $$
  select a.id, encode(sha256(record_send(row(
           a.id, a.account_id, a.action::text, a.made_by, a.reason, a.made_at, a.payment_id, a.bank, a.bank_reference,
           a.request_id, a.detail))), 'hex')
    from tuma.operator_actions a where a.id > p_after and a.id <= p_to
$$;
