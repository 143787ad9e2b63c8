-- ready: tells whether a payment could be taken now: the system accounts are there and this database takes writes.
create function tuma.ready() returns boolean
language sql stable security definer set search_path = '' as $$
  select not pg_is_in_recovery() and exists (select 1 from tuma.accounts where id = 100)
$$;
