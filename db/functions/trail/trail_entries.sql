-- trail_entries: returns the entries of system accounts, of each of p_accounts those with a number above its p_after and up to its
-- p_to (aligned arrays), each with its digest. (Those of other accounts are in the digests of their payments; trail_payments says
-- what a digest is.)
create function tuma.trail_entries(p_accounts bigint[], p_after bigint[], p_to bigint[])
returns table (account bigint, number bigint, digest text)
language sql stable security definer set search_path = '' as $$
  select e.account_id, e.seq, encode(sha256(record_send(row(e.account_id, e.seq, e.payment_id, e.amount, e.balance))), 'hex')
    from unnest(p_accounts, p_after, p_to) u (account, after, "to")
    join tuma.accounts a on a.id = u.account and a.kind not in ('wallet', 'agent', 'biller', 'till')
    join tuma.entries e on e.account_id = u.account and e.seq > u.after and e.seq <= u."to"
$$;
