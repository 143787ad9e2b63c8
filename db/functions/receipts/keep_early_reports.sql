-- keep_early_reports: looks after the reports that came before what they report was known, of messages and of airtime: ends the
-- receipts that have become known, and forgets the reports that are older than a day, or more than ten thousand of their kind: a
-- gateway that reports what it was never given fills no disk. (It reports the end of a message within two days, but it overtakes
-- its own answer by seconds.) It forgets at most p_limit of each kind, the oldest first. Returns how many of the kind of which it
-- forgot most: as long as that is p_limit, there is more. Safe to run at any time.
create function tuma.keep_early_reports(p_limit integer, p_now timestamptz) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  c_stay constant interval := interval '1 day';
  c_most constant integer := 10000;
  v_before timestamptz := (tuma.clock(p_now)).now - c_stay;
  v_messages integer;
  v_airtime integer;
begin
  -- A report is missed that is kept in the moment when its id is written down: it is among the newest.
  perform tuma.match_delivery_reports(
    array(select d.message_id from tuma.delivery_reports d order by d.at desc limit 1000));
  delete from tuma.delivery_reports d
   where d.ctid = any (array(
     select o.ctid from tuma.delivery_reports o
      where o.at < greatest(v_before, (select n.at + interval '1 us' from tuma.delivery_reports n
                                        order by n.at desc offset c_most limit 1))
      order by o.at limit p_limit for update skip locked));
  get diagnostics v_messages = row_count;
  delete from tuma.airtime_reports d
   where d.ctid = any (array(
     select o.ctid from tuma.airtime_reports o
      where o.at < greatest(v_before, (select n.at + interval '1 us' from tuma.airtime_reports n
                                        order by n.at desc offset c_most limit 1))
      order by o.at limit p_limit for update skip locked));
  get diagnostics v_airtime = row_count;
  return greatest(v_messages, v_airtime);
end $$;
