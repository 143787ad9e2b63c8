-- next_slow: which time in a row a carrier is slowed down now, from 1 to 7: the first one where the last (which was the p_slows-th and
-- ended at p_until) is more than a day ago. Internal: called by watch_carrier, with its search path.
create function tuma.next_slow(p_slows smallint, p_until timestamptz, p_now timestamptz) returns smallint
language sql immutable set search_path = '' as $$
  select case when p_until > p_now - interval '1 day' then least(p_slows + 1, 7) else 1 end::smallint
$$;
