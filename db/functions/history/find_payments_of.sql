-- find_payments_of: finds the completed payments of an account, newest first, of this amount (null: of any) and ended in this time
-- (null: no bound). Returns JSON as find_payments does; `next` is the number of the entry before which the search goes on (p_before).
-- It reads p_scan entries of the account at most.
create function tuma.find_payments_of(
  p_account bigint, p_amount bigint, p_from timestamptz, p_to timestamptz, p_before bigint, p_scan integer, p_limit integer
) returns jsonb
language sql stable security definer set search_path = '' as $$
  with bounds as materialized (
    select case when p_from is null then 0 else tuma.last_entry_at(p_account, p_from - interval '1 microsecond') end first_before,
           least(tuma.last_entry_at(p_account, coalesce(p_to, 'infinity')), p_before - 1) last
  ), scanned as materialized (
    select e.seq, p.number, p.type, p.state, p.payer, p.payee, p.amount, p.requested_at, p.account_reference
      from bounds b
      join tuma.entries e
        on e.account_id = p_account and e.seq > greatest(b.first_before, b.last - p_scan) and e.seq <= b.last
      join tuma.payments p on p.id = e.payment_id
  ), matching as materialized (
    select s.* from scanned s where p_amount is null or s.amount = p_amount order by s.seq desc limit p_limit
  )
  select jsonb_build_object(
    'found', (select coalesce(jsonb_agg(jsonb_build_object(
                       'number', m.number::text, 'type', m.type, 'state', m.state, 'amount', m.amount::text, 'currency', a.currency,
                       'at', m.requested_at, 'payer', concat_ws(' ', a.number, a.name), 'payee', concat_ws(' ', b.number, b.name),
                       'reference', m.account_reference) order by m.seq desc), '[]')
                from matching m
                left join tuma.parties a on a.account_id = m.payer left join tuma.parties b on b.account_id = m.payee),
    'next', (select case when (select count(*) from matching) = p_limit then (select min(m.seq) from matching m)
                         when b.last - p_scan > b.first_before then b.last - p_scan + 1 end::text from bounds b))
$$;
