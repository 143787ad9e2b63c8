-- trail_rule_sets: returns the fraud rule sets with a version above p_after and up to p_to, each with its digest (trail_payments
-- says what that is).
create function tuma.trail_rule_sets(p_after bigint, p_to bigint) returns table (number bigint, digest text)
language sql stable security definer set search_path = '' as $$
  select r.version::bigint, encode(sha256(record_send(row(r.version, r.rules, r.made_by, r.made_at))), 'hex')
    from tuma.rule_sets r where r.version > p_after and r.version <= p_to
$$;
