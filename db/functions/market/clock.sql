-- clock: reads the clock of a market (null: of the market whose books these are): the time now, its day, its two hours (0-11),
-- and until when money that is sent now waits for its number. p_now is the clock of who calls, which counts where it is within
-- tuma.home's tolerance of the database's own; else the database's counts. So nobody makes a day of their own, whatever they say
-- that the time is. Internal: it has its callers' search path (decide_settlements says why).
create function tuma.clock(
  p_now timestamptz, p_market text default null,
  out "now" timestamptz, out market text, out day date, out slot integer, out claim_until timestamptz
)
language plpgsql stable as $$
begin
  select t.at, m.market, t.at at time zone m.time_zone, extract(hour from t.at at time zone m.time_zone)::integer / 2,
         t.at + make_interval(days => m.claim_days)
    into "now", market, day, slot, claim_until
    from tuma.home h
    join tuma.markets m on m.market = coalesce(p_market, h.market)
   cross join lateral (
     select case when p_now between c.at - h.clock_tolerance and c.at + h.clock_tolerance then p_now else c.at end at
       from (select clock_timestamp() at) c) t;
  -- (A handler of exceptions would begin a subtransaction at every call.)
  if market is null then
    raise exception 'clock: these books are of no market' using errcode = '22023';
  end if;
end $$;
