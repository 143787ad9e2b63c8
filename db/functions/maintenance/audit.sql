-- audit: proves the books. Returns a row per violation of an invariant, and none when all is well. Each view named
-- audit_NN_… (db/audit/, one file each) shows the violations of one invariant, whose text is the view's comment; a new file
-- there is all that a new invariant needs. A view whose invariant depends on the time has a column `during`, and its rows count
-- while p_now lies in it. p_check is the name of one view, for callers that have little time; null is all of them, which are
-- read in one snapshot. No lock is taken that anybody waits for.
create function tuma.audit(p_now timestamptz default now(), p_check text default null)
returns table (invariant text, subject text, detail text)
language plpgsql stable security definer set search_path = '' as $$
declare
  v_view record;
begin
  for v_view in
    select c.oid::regclass "name", pg_catalog.obj_description(c.oid, 'pg_class') invariant,
           exists (select from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attname = 'during') depends_on_time
      from pg_catalog.pg_class c
     where c.relnamespace = 'tuma'::regnamespace and c.relkind = 'v' and c.relname ~ '^audit_\d\d_'
       and (p_check is null or c.relname = p_check)
     order by c.relname
  loop
    return query execute
      format('select %L::text, v.subject, v.detail from %s v', v_view.invariant, v_view.name)
        || case when v_view.depends_on_time then ' where v.during @> $1' else '' end
      using p_now;
  end loop;
end $$;
