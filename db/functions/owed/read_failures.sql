-- read_failures: what failed since p_after while the books ended it with others: which function, for which payment, and why
-- (SQLSTATE).
create function tuma.read_failures(p_after timestamptz) returns table (job text, item uuid, sqlstate text)
language sql stable security definer set search_path = '' as $$
  select f.job, f.item, f.sqlstate from tuma.failures f where f.at > p_after order by f.at
$$;
