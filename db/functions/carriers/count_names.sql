-- count_names: counts names that were looked up through a carrier and not paid (negative where they are paid after all), and
-- returns whether the carrier was slowed down by that.
create function tuma.count_names(p_carrier text, p_names integer, p_now timestamptz) returns boolean
language sql security definer set search_path = '' as $$
  select tuma.watch_carrier(
    p_carrier => p_carrier, p_wrong_pins => 0, p_right_pins => 0, p_names => least(p_names, 16), p_now => (tuma.clock(p_now)).now
  ) is not distinct from 'names'
$$;
