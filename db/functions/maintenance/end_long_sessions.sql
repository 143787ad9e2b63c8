-- end_long_sessions: ends sessions of the Worker's login whose statement or transaction has lasted for ten seconds. The login's own time
-- limits are much shorter, but whoever has it may lift them for a session; this he may not. Returns how many it ended.
create function tuma.end_long_sessions() returns integer
language sql security definer set search_path = '' as $$
  select count(*) filter (where pg_terminate_backend(a.pid))::integer
    from pg_stat_activity a
   where a.usename = 'tuma_app' and a.datname = current_database() and a.pid <> pg_backend_pid()
     and a.state <> 'idle' and a.xact_start < clock_timestamp() - interval '10 seconds'
$$;
