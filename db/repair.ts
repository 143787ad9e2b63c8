/** What a migration finds that is not as the code says, and the part of it that it takes back. */
import type pg from 'pg';
import { catalogueViolations } from './proof/catalogue.ts';
import { referenceViolations } from './proof/reference.ts';

/** The objects and rows that differ from the code's, a sentence each. */
export async function differences(client: pg.Client): Promise<string[]> {
  const sql = async <Row>(text: string, params: readonly unknown[]) =>
    (await client.query(text, [...params])).rows as Row[];
  const found = await catalogueViolations(sql);
  // A database without the function has the difference among the others.
  const rows = await referenceViolations(sql).catch(() => []);
  return [...found, ...rows].map(({ subject, detail }) => `${subject} ${detail}`);
}

/**
 * Takes back what only a hand can have given: rights of strangers on the schema, what the two roles may do beside executing
 * functions, the roles that they may become, and their settings, which db/roles.sql sets anew.
 */
export const TAKE_BACK = `
do $$
declare
  v_statement text;
begin
  for v_statement in
    select distinct format('revoke all on %s from %s', g.object, x.grantee::regrole)
      from (select 'schema ' || n.oid::regnamespace object, n.nspacl acl, n.nspowner owner
              from pg_namespace n where n.nspname = 'tuma'
            union all
            select case c.relkind when 'S' then 'sequence ' else 'table ' end || c.oid::regclass, c.relacl, c.relowner
              from pg_class c where c.relnamespace = 'tuma'::regnamespace
            union all
            select format('table %s', c.oid::regclass), a.attacl, c.relowner
              from pg_attribute a join pg_class c on c.oid = a.attrelid
             where c.relnamespace = 'tuma'::regnamespace and a.attacl is not null) g
     cross join lateral aclexplode(g.acl) x
     where x.grantee not in (0, g.owner)
    union all
    select format('revoke %s from %s', m.roleid::regrole, m.member::regrole)
      from pg_auth_members m where m.member in ('tuma_app'::regrole, 'tuma_desk'::regrole)
    union all
    select format('alter role %I nosuperuser', r.rolname)
      from pg_roles r where r.rolname in ('tuma_app', 'tuma_desk') and r.rolsuper
    union all
    select format('alter role %I nocreaterole nocreatedb noreplication nobypassrls connection limit -1', r.rolname)
      from pg_roles r
     where r.rolname in ('tuma_app', 'tuma_desk')
       and (r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls or r.rolconnlimit <> -1)
    union all
    select format('alter role %s%s reset all', s.setrole::regrole,
                  case when s.setdatabase <> 0 then format(' in database %I', current_database()) end)
      from pg_db_role_setting s
     where s.setrole in ('tuma_app'::regrole, 'tuma_desk'::regrole)
       and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
  loop
    execute v_statement;
  end loop;
end $$`;
