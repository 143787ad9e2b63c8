-- watch_carrier: counts what a carrier brought: numbers with a wrong and with a right PIN, and names that were looked up and not paid.
-- Where that is more than a crowd of honest people makes, the carrier is slowed down: for a minute, and for twice as long each
-- time within a day, up to an hour. Returns what was slowed down by this count, pins or names, else null. Internal.
--
-- People type about one PIN in ten wrong, and most of them type the right one next; who tries one PIN on many numbers makes nearly all
-- of them wrong. A third is far from both. For a name that is looked up in vain there are several that are paid; while payments fail,
-- people look the same names up again, a few times each, so ten for each right PIN are still nobody's theft.
create function tuma.watch_carrier(
  p_carrier text, p_wrong_pins real, p_right_pins real, p_names real, p_now timestamptz
) returns text
language plpgsql set search_path = '' as $$
declare
  c_numbers constant real := 20;
  c_names constant real := 60;
  c_names_for_one_payer constant real := 10;
  c_half_life constant real := 3600;
  v_watch tuma.carrier_watch;
  v_rest real;
  v_slowed text;
begin
  insert into tuma.carrier_watch (carrier, counted_at) values (p_carrier, p_now) on conflict (carrier) do nothing;
  select * into v_watch from tuma.carrier_watch w where w.carrier = p_carrier for no key update;

  -- 1. What was counted before halves each hour.
  v_rest := 0.5 ^ (least(greatest(extract(epoch from p_now - v_watch.counted_at), 0), 100 * c_half_life) / c_half_life);
  v_watch.wrong_pins := v_watch.wrong_pins * v_rest + p_wrong_pins;
  v_watch.right_pins := v_watch.right_pins * v_rest + p_right_pins;
  v_watch.names := greatest(v_watch.names * v_rest + p_names, 0);

  -- 2. Slow the carrier down (within a minute or so nothing has halved that counts). Its counts begin anew, so that the next time
  --    needs as much again.
  if round(v_watch.wrong_pins) >= c_numbers and v_watch.wrong_pins > (v_watch.wrong_pins + v_watch.right_pins) / 3 then
    v_slowed := 'pins';
    v_watch.pins_slows := tuma.next_slow(v_watch.pins_slows, v_watch.pins_slowed_until, p_now);
    v_watch.pins_slowed_until := p_now + interval '1 minute' * 2 ^ (v_watch.pins_slows - 1);
    v_watch.wrong_pins := 0;
  elsif round(v_watch.names) >= c_names and v_watch.names > c_names_for_one_payer * v_watch.right_pins then
    v_slowed := 'names';
    v_watch.names_slows := tuma.next_slow(v_watch.names_slows, v_watch.names_slowed_until, p_now);
    v_watch.names_slowed_until := p_now + interval '1 minute' * 2 ^ (v_watch.names_slows - 1);
    v_watch.names := 0;
  end if;

  update tuma.carrier_watch w
     set counted_at = greatest(w.counted_at, p_now), wrong_pins = v_watch.wrong_pins, right_pins = v_watch.right_pins,
         names = v_watch.names, pins_slowed_until = v_watch.pins_slowed_until, pins_slows = v_watch.pins_slows,
         names_slowed_until = v_watch.names_slowed_until, names_slows = v_watch.names_slows
   where w.carrier = p_carrier;
  return v_slowed;
end $$;
