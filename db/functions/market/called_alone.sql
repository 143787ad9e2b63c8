-- called_alone: true where the statement that the Worker's login sent is one call of one function with parameters, as db/driver/call.ts
-- writes it; else it is refused. So whoever has that login reads one customer with each statement, and does not join a function with
-- a hundred thousand numbers. Whoever works as another role is asked nothing. Internal: for reads of the Worker.
create function tuma.called_alone() returns boolean
language plpgsql stable set search_path = '' as $$
begin
  if session_user = 'tuma_app' and current_query() !~
     '^select (\* from |row\([a-z0-9_.,]+\)::text packed\s+from )?tuma\.[a-z_]+\((p_[a-z_]+ => \$[0-9]+(, )?)*\)( f| "value")?$' then
    raise exception 'called_alone: a statement of this login is one call of one function' using errcode = '42501';
  end if;
  return true;
end $$;
