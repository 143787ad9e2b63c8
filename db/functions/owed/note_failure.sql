-- note_failure: writes down that p_job failed for one item (a payment), with the error's SQLSTATE. What passes by itself (a lock, a
-- deadlock, a serialization failure) is not written: it is tried again in a minute. Internal: called by the functions that end
-- items in groups, where an item failed and its neighbours go on.
create function tuma.note_failure(p_job text, p_item uuid, p_sqlstate text, p_now timestamptz) returns void
language sql set search_path = '' as $$
  insert into tuma.failures as f (job, item, sqlstate, since, at)
  select p_job, p_item, p_sqlstate, p_now, p_now where p_sqlstate not in ('40001', '40P01', '55P03')
  on conflict (job, item) do update set sqlstate = excluded.sqlstate, at = excluded.at, times = f.times + 1
$$;
