-- forget: forgets what has stayed for as long as db/README.md says that it does: at most p_limit rows of each table, the oldest first.
-- Returns how many it forgot of the table of which it forgot most: as long as that is p_limit, there is more. It finds each row by an
-- index and where it lies (ctid), so what stays costs nothing. Safe to run at any time, by any number of callers.
create function tuma.forget(p_limit integer, p_now timestamptz) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  c_short constant interval := interval '30 days';
  c_long constant interval := interval '400 days';
  v_notices uuid[];
  v_counts integer[] := '{}';
  v_count integer;
begin
  p_now := (tuma.clock(p_now)).now;
  -- A notice goes with its receipt.
  v_notices := array(
    select n.id from tuma.notices n where n.at < p_now - c_long order by n.at limit p_limit for update skip locked);
  delete from tuma.receipts r where r.about = any (v_notices);
  delete from tuma.notices n where n.id = any (v_notices);
  v_counts := v_counts || cardinality(v_notices);

  delete from tuma.one_time_codes f
   where f.ctid = any (array(
     select d.ctid from tuma.one_time_codes d where d.sent_at < p_now - c_short order by d.sent_at limit p_limit for update skip locked));
  get diagnostics v_count = row_count;
  v_counts := v_counts || v_count;

  delete from tuma.late_answers f
   where f.ctid = any (array(
     select d.ctid from tuma.late_answers d where d.at < p_now - c_long order by d.at limit p_limit for update skip locked));
  get diagnostics v_count = row_count;
  v_counts := v_counts || v_count;

  delete from tuma.security_counts f
   where f.ctid = any (array(
     select d.ctid from tuma.security_counts d where d.day < (p_now - c_long)::date order by d.day limit p_limit for update skip locked));
  get diagnostics v_count = row_count;
  v_counts := v_counts || v_count;

  delete from tuma.failures f
   where f.ctid = any (array(
     select d.ctid from tuma.failures d where d.at < p_now - c_short order by d.at limit p_limit for update skip locked));
  get diagnostics v_count = row_count;
  v_counts := v_counts || v_count;

  return (select max(c) from unnest(v_counts) c);
end $$;
