-- next_hour_counts: twelve counters of five bits, with one more in that of the two hours p_slot (0–11); all are halved when
-- it is full. Internal: an expression of settle, without settings so that it is inlined.
create function tuma.next_hour_counts(p_hours bigint, p_slot integer) returns bigint
language sql immutable as $$
  select case when (p_hours + (1::bigint << 5 * p_slot)) >> 5 * p_slot & 31 = 31
              then (p_hours + (1::bigint << 5 * p_slot)) >> 1 & 557865244164603375
              else p_hours + (1::bigint << 5 * p_slot) end
$$;
