/**
 * What the database is made of, held against what the code says: types, tables, constraints, indexes, triggers, views, functions
 * with their bodies, rights and roles. The query is the code's own and reads PostgreSQL's catalogue, which every role may read,
 * so it also sees where the audit's functions and views were replaced.
 *
 * catalogue.json is what a fresh migration makes: a digest for each object (`npm run db:schema` writes it). Nothing in the
 * database says what to expect of it.
 */
import type { Sql } from '../driver/sql.ts';
import type { Violation } from '../ledger/maintenance.ts';
import expected from './catalogue.json' with { type: 'json' };

export const catalogueInvariant = '30 the database is what the code says';

/** Objects of the database by their name, as "view tuma.events", with the digest of their definition. */
export type Catalogue = Readonly<Record<string, string>>;

interface CatalogueRow {
  readonly object: string;
  readonly digest: string;
  /** The beginning of the definition, on one line. */
  readonly definition: string;
}

/** The views that audit the books, by the names that the code has for them. */
export const auditChecks: readonly string[] = Object.keys(expected)
  .filter((object) => object.startsWith('view tuma.audit_'))
  .map((object) => object.slice('view tuma.'.length));

export async function readCatalogue(sql: Sql): Promise<Catalogue> {
  const rows = await sql<CatalogueRow>(CATALOGUE, []);
  return Object.fromEntries(rows.map(({ object, digest }) => [object, digest]));
}

/** Finds every object that is not as the code says, is missing, or is not of the code. */
export async function catalogueViolations(
  sql: Sql,
  wanted: Catalogue = expected,
): Promise<Violation[]> {
  const rows = await sql<CatalogueRow>(CATALOGUE, []);
  const there = new Set(rows.map(({ object }) => object));
  const named = (subject: string, detail: string) => ({
    ...{ invariant: catalogueInvariant, subject, detail },
  });
  return [
    ...rows
      .filter(({ object, digest }) => wanted[object] !== digest)
      .map(({ object, definition }) =>
        named(object, `${wanted[object] ? 'is another' : 'is not of the code'}: ${definition}`),
      ),
    ...Object.keys(wanted)
      .filter((object) => !there.has(object))
      .map((object) => named(object, 'is missing')),
  ];
}

/** The roles whose rights the code decides. A name of another role among these makes no difference to a database without it. */
const ROLES = `(select oid from pg_catalog.pg_roles where rolname in ('tuma_app', 'tuma_desk'))`;

const SCHEMA = `(select oid from pg_catalog.pg_namespace where nspname = 'tuma')`;

/** Types and tables with their columns, in the words of their creation. */
const TABLES = `
  select 'type ' || t.oid::regtype object, string_agg(e.enumlabel, ', ' order by e.enumsortorder) definition
    from pg_catalog.pg_type t join pg_catalog.pg_enum e on e.enumtypid = t.oid
   where t.typnamespace = ${SCHEMA} group by t.oid
  union all
  select 'table ' || c.oid::regclass,
         concat_ws(' ', c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relispartition,
           (select string_agg(concat_ws(' ', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                     nullif(a.attcollation, t.typcollation)::regcollation, a.attnotnull, a.attidentity, a.attgenerated,
                     pg_catalog.pg_get_expr(d.adbin, d.adrelid)), ', ' order by a.attnum)
              from pg_catalog.pg_attribute a
              join pg_catalog.pg_type t on t.oid = a.atttypid
              left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))
    from pg_catalog.pg_class c
   where c.relnamespace = ${SCHEMA} and c.relkind not in ('v', 'i', 'S', 't', 'c', 'I')
  union all
  select 'sequence ' || s.seqrelid::regclass,
         concat_ws(' ', s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
    from pg_catalog.pg_sequence s join pg_catalog.pg_class c on c.oid = s.seqrelid
   where c.relnamespace = ${SCHEMA}
  union all
  select concat_ws(' ', 'constraint', k.conname, 'on', k.conrelid::regclass),
         concat_ws(' ', pg_catalog.pg_get_constraintdef(k.oid), k.convalidated, k.conenforced)
    from pg_catalog.pg_constraint k
   where k.connamespace = ${SCHEMA} and k.contype <> 'n'
  union all
  select 'index ' || x.indexrelid::regclass,
         concat_ws(' ', pg_catalog.pg_get_indexdef(x.indexrelid), x.indisvalid, x.indisready)
    from pg_catalog.pg_index x join pg_catalog.pg_class c on c.oid = x.indexrelid
   where c.relnamespace = ${SCHEMA}`;

/** Triggers, rules, policies, views and functions: all that runs. */
const CODE = `
  select concat_ws(' ', 'trigger', g.tgname, 'on', g.tgrelid::regclass),
         case g.tgenabled when 'D' then 'disabled ' when 'R' then 'for replicas alone ' else '' end
           || pg_catalog.pg_get_triggerdef(g.oid)
    from pg_catalog.pg_trigger g join pg_catalog.pg_class c on c.oid = g.tgrelid
   where c.relnamespace = ${SCHEMA} and not g.tgisinternal
  union all
  select concat_ws(' ', 'rule', r.rulename, 'on', r.ev_class::regclass), pg_catalog.pg_get_ruledef(r.oid)
    from pg_catalog.pg_rewrite r join pg_catalog.pg_class c on c.oid = r.ev_class
   where c.relnamespace = ${SCHEMA} and (c.relkind <> 'v' or r.rulename <> '_RETURN')
  union all
  select concat_ws(' ', 'policy', p.polname, 'on', p.polrelid::regclass), pg_catalog.pg_get_expr(p.polqual, p.polrelid)
    from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid
   where c.relnamespace = ${SCHEMA}
  union all
  select 'view ' || c.oid::regclass,
         concat_ws(' ', pg_catalog.pg_get_viewdef(c.oid), pg_catalog.obj_description(c.oid, 'pg_class'), c.reloptions)
    from pg_catalog.pg_class c
   where c.relnamespace = ${SCHEMA} and c.relkind = 'v'
  union all
  select 'function ' || p.oid::regprocedure,
         case when p.prokind in ('f', 'p') then pg_catalog.pg_get_functiondef(p.oid) else p.prokind::text end
    from pg_catalog.pg_proc p
   where p.pronamespace = ${SCHEMA}`;

/**
 * Rights on the schema's objects, whoever has them but the owner; rights of the two roles on anything else; and owners other
 * than the schema's.
 */
const RIGHTS = `
  select concat_ws(' ', 'rights of', case x.grantee when 0 then 'public' else x.grantee::regrole::text end, 'on', g.object),
         string_agg(x.privilege_type || case when x.is_grantable then ' with grant option' else '' end, ', '
                    order by x.privilege_type)
    from (select 'schema ' || n.nspname object, n.nspacl acl, n.nspowner owner, n.oid = ${SCHEMA} ours
            from pg_catalog.pg_namespace n
          union all
          select 'relation ' || c.oid::regclass, c.relacl, c.relowner, c.relnamespace = ${SCHEMA} from pg_catalog.pg_class c
          union all
          select concat('column ', c.oid::regclass, '.', a.attname), a.attacl, c.relowner, c.relnamespace = ${SCHEMA}
            from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid where a.attacl is not null
          union all
          select 'function ' || p.oid::regprocedure,
                 case when p.pronamespace = ${SCHEMA} then coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))
                      else p.proacl end,
                 p.proowner, p.pronamespace = ${SCHEMA}
            from pg_catalog.pg_proc p
          union all
          select 'parameter ' || a.parname, a.paracl, 0, false from pg_catalog.pg_parameter_acl a) g
   cross join lateral pg_catalog.aclexplode(g.acl) x
   where x.grantee <> g.owner and (g.ours or x.grantee in ${ROLES})
   group by g.object, x.grantee
  union all
  select 'owner of ' || o.object, o.owner::regrole::text
    from (select 'relation ' || c.oid::regclass object, c.relowner owner from pg_catalog.pg_class c
           where c.relnamespace = ${SCHEMA} and c.relkind in ('r', 'p', 'v', 'm', 'S')
          union all
          select 'function ' || p.oid::regprocedure, p.proowner from pg_catalog.pg_proc p where p.pronamespace = ${SCHEMA}) o
   where o.owner <> (select n.nspowner from pg_catalog.pg_namespace n where n.oid = ${SCHEMA})
  union all
  select concat('default rights in tuma ', d.defaclrole::regrole, ' ', d.defaclobjtype), d.defaclacl::text
    from pg_catalog.pg_default_acl d where d.defaclnamespace = ${SCHEMA}`;

/** What the two roles are, which roles they may become or may be become by, and the settings of them and of this database. */
const SETTINGS = `
  select 'role ' || r.rolname,
         concat_ws(' ', r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls,
                   r.rolconnlimit)
    from pg_catalog.pg_roles r where r.oid in ${ROLES}
  union all
  select distinct concat_ws(' ', 'membership of', m.member::regrole, 'in', m.roleid::regrole), 'a member'
    from pg_catalog.pg_auth_members m
   where m.member in ${ROLES}
      or (m.roleid in ${ROLES}
          and m.member <> (select n.nspowner from pg_catalog.pg_namespace n where n.oid = ${SCHEMA}))
  union all
  select concat('setting of ', case s.setrole when 0 then 'this database' else s.setrole::regrole::text end,
                case when s.setrole <> 0 and s.setdatabase <> 0 then ' in this database' end, ': ',
                split_part(setting, '=', 1)),
         split_part(setting, '=', 2)
    from pg_catalog.pg_db_role_setting s cross join unnest(s.setconfig) setting
   where (s.setrole in ${ROLES} or s.setrole = 0)
     and s.setdatabase in (0, (select oid from pg_catalog.pg_database where datname = current_database()))
  union all
  select 'setting of the server: session_replication_role', current_setting('session_replication_role')`;

/** A digest is 64 bits of SHA-256: enough that nobody writes another definition with the same one. */
const CATALOGUE = `
select o.object,
       left(encode(sha256(convert_to(o.object || chr(10) || coalesce(o.definition, ''), 'UTF8')), 'hex'), 16) digest,
       left(regexp_replace(o.definition, '\\s+', ' ', 'g'), 120) definition
  from (${[TABLES, CODE, RIGHTS, SETTINGS].join('\n  union all')}) o
 order by o.object collate "C"`;
