-- next_hour_counts: adds one to the counter of the two hours p_slot (0–11), of twelve counters of five bits; when that
-- one is full, all are halved. Internal: an expression of post_to_accounts, without settings so that it is inlined.
create function tuma.next_hour_counts(p_hours bigint, p_slot integer) returns bigint
language sql immutable as $$
  select case when (p_hours + (1::bigint << 5 * p_slot)) >> 5 * p_slot & 31 = 31
              then (p_hours + (1::bigint << 5 * p_slot)) >> 1 & 557865244164603375
              else p_hours + (1::bigint << 5 * p_slot) end
$$;
