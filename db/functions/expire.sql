-- expire: the sweeper's broom. Releases up to p_limit reservations whose time is over, oldest first, and
-- returns how many there were. Safe to run at any time, by any number of callers.
create function tuma.expire(p_limit integer, p_now timestamptz) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_ids uuid[];
begin
  select array_agg(p.id order by p.id)
    into v_ids
    from (select payments.id from tuma.payments
           where payments.state = 'reserved' and payments.expires_at <= p_now
           order by payments.expires_at limit p_limit) p;
  if v_ids is null then
    return 0;
  end if;
  perform tuma.settle(v_ids, array_fill('failed'::text, array[cardinality(v_ids)]),
                      array_fill('timeout'::text, array[cardinality(v_ids)]),
                      array_fill(null::jsonb, array[cardinality(v_ids)]), 0, p_now, null);
  return cardinality(v_ids);
end $$;
