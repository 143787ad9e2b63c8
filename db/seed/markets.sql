-- Writes what the database has to know of each market (core/markets/). Every migration that finds a change runs it.
insert into tuma.markets
select m.* from json_to_recordset(:markets) m (market text, currency text, time_zone text, claim_days integer)
on conflict (market) do update
   set (currency, time_zone, claim_days) = (excluded.currency, excluded.time_zone, excluded.claim_days);
