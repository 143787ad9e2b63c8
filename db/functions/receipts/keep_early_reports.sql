-- keep_early_reports: looks after the reports that came before what they report was known, of messages and of airtime: ends the
-- receipts that have become known, and forgets the reports that are older than p_before, or more than p_most of their kind: a
-- gateway that reports what it was never given fills no disk. Returns how many were forgotten. Safe to run at any time.
create function tuma.keep_early_reports(p_before timestamptz, p_most integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_messages integer;
  v_airtime integer;
begin
  -- A report is missed that is kept in the moment when its id is written down: it is among the newest.
  perform tuma.match_delivery_reports(
    array(select d.message_id from tuma.delivery_reports d order by d.at desc limit 1000));
  delete from tuma.delivery_reports d
   where d.at < p_before or d.at <= (select o.at from tuma.delivery_reports o order by o.at desc offset p_most limit 1);
  get diagnostics v_messages = row_count;
  delete from tuma.airtime_reports d
   where d.at < p_before or d.at <= (select o.at from tuma.airtime_reports o order by o.at desc offset p_most limit 1);
  get diagnostics v_airtime = row_count;
  return v_messages + v_airtime;
end $$;
