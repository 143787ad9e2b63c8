-- find_payments: finds payments that were asked for from p_from on and before p_to, oldest first, of this amount
-- (null: of any). Returns JSON: `found`, at most p_limit, and `next`, the id behind which the search goes on
-- (null: nowhere). The ids of payments begin with the time at which they were asked for, so a range of ids is searched, of which one
-- call reads p_scan at most: neither history nor the day's traffic makes it slower.
create function tuma.find_payments(
  p_from uuid, p_to uuid, p_amount bigint, p_scan integer, p_limit integer
) returns jsonb
language sql stable security definer set search_path = '' as $$
  with scanned as materialized (
    select p.id, p.number, p.type, p.state, p.payer, p.payee, p.amount, p.requested_at, p.account_reference
      from tuma.payments p where p.id > p_from and p.id < p_to order by p.id limit p_scan
  ), matching as materialized (
    select s.* from scanned s
     where (p_amount is null or s.amount = p_amount)
     order by s.id limit p_limit
  )
  select jsonb_build_object(
    'found', (select coalesce(jsonb_agg(jsonb_build_object(
                       'number', m.number::text, 'type', m.type, 'state', m.state, 'amount', m.amount::text, 'currency', a.currency,
                       'at', m.requested_at, 'payer', concat_ws(' ', a.number, a.name), 'payee', concat_ws(' ', b.number, b.name),
                       'reference', m.account_reference) order by m.id), '[]')
                from matching m
                left join tuma.parties a on a.account_id = m.payer left join tuma.parties b on b.account_id = m.payee),
    'next', case when (select count(*) from matching) = p_limit then (select m.id from matching m order by m.id desc limit 1)
                 when (select count(*) from scanned) = p_scan then (select s.id from scanned s order by s.id desc limit 1) end)
$$;
