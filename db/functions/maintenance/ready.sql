-- ready: tells whether a payment of p_market (null: of any) could be taken now: the system accounts are there, this database takes
-- writes, and its books are not another market's.
create function tuma.ready(p_market text default null) returns boolean
language sql stable security definer set search_path = '' as $$
  select tuma.called_alone() and not pg_is_in_recovery() and exists (select 1 from tuma.accounts where id = 100)
         and not exists (select from tuma.home h where h.market <> p_market)
$$;
