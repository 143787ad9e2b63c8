-- count_security_event: adds one to the count of this kind of event at this carrier on this day of the market. These
-- are counts to watch, not books: a call that is repeated because its answer was lost may be counted twice.
create function tuma.count_security_event(p_what text, p_carrier text, p_now timestamptz) returns void
language sql security definer set search_path = '' as $$
  insert into tuma.security_counts as c (day, what, carrier, count) values ((tuma.clock(p_now)).day, p_what, p_carrier, 1)
  on conflict (day, what, carrier) do update set count = c.count + 1
$$;
