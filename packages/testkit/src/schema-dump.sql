-- Every object of the application's schemas as one line of text: (place, line), to be sorted by the caller.
-- Run with an empty search_path, so that all names come out qualified.
-- $1 text[]: schemas to leave out, besides those of the system. Objects that belong to an extension are left out.
-- Rights are spelled out and sorted: "no entry" and "the default entry" are the same.

with schemas as (
  select n.oid, n.nspname as name, n.nspowner, n.nspacl
  from pg_catalog.pg_namespace as n
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname <> all ($1::text[])
),
of_extensions as (
  select d.classid, d.objid from pg_catalog.pg_depend as d where d.deptype = 'e'
),
relations as (
  select
    c.*,
    format('%I.%I', s.name, c.relname) as name,
    case c.relkind
      when 'r' then 'table' when 'p' then 'table' when 'v' then 'view' when 'm' then 'materialized view'
      when 'S' then 'sequence' when 'f' then 'foreign table' when 'c' then 'composite type'
    end as kind
  from pg_catalog.pg_class as c
  join schemas as s on s.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c')
    and not exists (
      select from of_extensions as e where e.classid = 'pg_class'::regclass and e.objid = c.oid
    )
),
functions as (
  select p.*, p.oid::regprocedure::text as name
  from pg_catalog.pg_proc as p
  join schemas as s on s.oid = p.pronamespace
  where not exists (
    select from of_extensions as e where e.classid = 'pg_proc'::regclass and e.objid = p.oid
  )
),
types as (
  select t.*, format('%I.%I', s.name, t.typname) as name
  from pg_catalog.pg_type as t
  join schemas as s on s.oid = t.typnamespace
  where t.typtype in ('e', 'd', 'r')
    and not exists (
      select from of_extensions as e where e.classid = 'pg_type'::regclass and e.objid = t.oid
    )
),
rights (place, acl) as (
  select 'schema ' || s.name, coalesce(s.nspacl, acldefault('n', s.nspowner)) from schemas as s
  union all
  select
    r.kind || ' ' || r.name,
    coalesce(r.relacl, acldefault(case r.relkind when 'S' then 's' else 'r' end::"char", r.relowner))
  from relations as r
  where r.relkind <> 'c'
  union all
  select 'function ' || f.name, coalesce(f.proacl, acldefault('f', f.proowner)) from functions as f
  union all
  select 'type ' || t.name, coalesce(t.typacl, acldefault('T', t.typowner)) from types as t
  union all
  select r.kind || ' ' || r.name || ' column ' || a.attname, a.attacl
  from relations as r
  join pg_catalog.pg_attribute as a on a.attrelid = r.oid
  where a.attacl is not null and not a.attisdropped
  union all
  select
    'default rights of ' || pg_get_userbyid(d.defaclrole) || coalesce(' in ' || s.name, '') || ' on '
      || d.defaclobjtype::text,
    d.defaclacl
  from pg_catalog.pg_default_acl as d
  left join schemas as s on s.oid = d.defaclnamespace
  where d.defaclnamespace = 0 or s.oid is not null
),
lines (place, line) as (
  select
    'schema ' || s.name,
    'owner ' || pg_get_userbyid(s.nspowner)
  from schemas as s
  union all
  select
    r.place,
    'right ' || string_agg(x.privilege_type || case when x.is_grantable then '*' else '' end, ',' order by x.privilege_type)
      || ' to ' || coalesce(nullif(pg_get_userbyid(x.grantee), 'unknown (OID=0)'), 'public')
      || ' by ' || pg_get_userbyid(x.grantor)
  from rights as r
  cross join lateral aclexplode(r.acl) as x
  group by r.place, x.grantee, x.grantor
  union all
  select 'extension ' || e.extname, format('version %s in %I', e.extversion, n.nspname)
  from pg_catalog.pg_extension as e
  join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
  union all
  select
    r.kind || ' ' || r.name,
    concat_ws(' ',
      'owner', pg_get_userbyid(r.relowner),
      'kind', r.relkind::text,
      'persistence', r.relpersistence::text,
      'replica identity', r.relreplident::text,
      case when r.relrowsecurity then 'row security' end,
      case when r.relforcerowsecurity then 'forced' end,
      'options ' || array_to_string(r.reloptions, ','),
      'partition ' || pg_get_expr(r.relpartbound, r.oid),
      'partition key ' || pg_get_partkeydef(r.oid),
      'of ' || nullif(r.reloftype, 0)::regtype::text
    )
  from relations as r
  union all
  select r.kind || ' ' || r.name, format('inherits %s %s', i.inhseqno, i.inhparent::regclass)
  from relations as r
  join pg_catalog.pg_inherits as i on i.inhrelid = r.oid
  union all
  select
    r.kind || ' ' || r.name,
    concat_ws(' ',
      -- The position among the living: a dropped column leaves a hole that nobody can see.
      'column', lpad(row_number() over (partition by r.oid order by a.attnum)::text, 4, '0'),
      quote_ident(a.attname),
      format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then 'not null' end,
      case when a.attgenerated <> '' then 'generated' when d.adbin is not null then 'default' end,
      pg_get_expr(d.adbin, d.adrelid),
      'identity ' || nullif(a.attidentity::text, ''),
      'collate ' || nullif(a.attcollation, t.typcollation)::regcollation::text,
      'storage ' || nullif(a.attstorage, t.typstorage)::text,
      'compression ' || nullif(a.attcompression::text, ''),
      'statistics ' || nullif(a.attstattarget, -1),
      'options ' || array_to_string(a.attoptions, ',')
    )
  from relations as r
  join pg_catalog.pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  join pg_catalog.pg_type as t on t.oid = a.atttypid
  left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where r.relkind <> 'S'
  union all
  select
    r.kind || ' ' || r.name,
    concat_ws(' ', 'constraint', quote_ident(k.conname), k.contype::text, pg_get_constraintdef(k.oid),
      case when not k.conislocal then 'inherited' end)
  from relations as r
  join pg_catalog.pg_constraint as k on k.conrelid = r.oid
  -- From 18 on a not-null mark is a constraint too; the column's line tells it on every version.
  where k.contype <> 'n'
  union all
  select
    r.kind || ' ' || r.name,
    concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid),
      case when not i.indisvalid then 'invalid' end,
      case when i.indisclustered then 'clustered' end,
      case when i.indisreplident then 'replica identity' end)
  from relations as r
  join pg_catalog.pg_index as i on i.indrelid = r.oid
  union all
  select r.kind || ' ' || r.name, 'definition ' || pg_get_viewdef(r.oid)
  from relations as r
  where r.relkind in ('v', 'm')
  union all
  select
    r.kind || ' ' || r.name,
    concat_ws(' ', 'sequence', format_type(q.seqtypid, null), 'start', q.seqstart, 'increment', q.seqincrement,
      'min', q.seqmin, 'max', q.seqmax, 'cache', q.seqcache, case when q.seqcycle then 'cycle' end)
  from relations as r
  join pg_catalog.pg_sequence as q on q.seqrelid = r.oid
  union all
  select
    r.kind || ' ' || r.name,
    format('owned by %s.%I %s', d.refobjid::regclass, a.attname, d.deptype)
  from relations as r
  join pg_catalog.pg_depend as d
    on d.classid = 'pg_class'::regclass and d.objid = r.oid and d.refobjsubid > 0 and d.deptype in ('a', 'i')
  join pg_catalog.pg_attribute as a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
  where r.relkind = 'S'
  union all
  select
    r.kind || ' ' || r.name,
    concat_ws(' ', 'trigger', pg_get_triggerdef(g.oid), 'enabled', g.tgenabled::text)
  from relations as r
  join pg_catalog.pg_trigger as g on g.tgrelid = r.oid
  where not g.tgisinternal
  union all
  select
    r.kind || ' ' || r.name,
    -- The triggers behind foreign keys can be disabled too, and their names hold a number that changes.
    concat_ws(' ', 'internal trigger of', quote_ident(k.conname), p.proname, 'enabled', g.tgenabled::text)
  from relations as r
  join pg_catalog.pg_trigger as g on g.tgrelid = r.oid
  join pg_catalog.pg_constraint as k on k.oid = g.tgconstraint
  join pg_catalog.pg_proc as p on p.oid = g.tgfoid
  where g.tgisinternal
  union all
  select r.kind || ' ' || r.name, concat_ws(' ', 'rule', pg_get_ruledef(w.oid), 'enabled', w.ev_enabled::text)
  from relations as r
  join pg_catalog.pg_rewrite as w on w.ev_class = r.oid and w.rulename <> '_RETURN'
  union all
  select
    r.kind || ' ' || r.name,
    concat_ws(' ', 'policy', quote_ident(o.polname), o.polcmd::text,
      case when o.polpermissive then 'permissive' else 'restrictive' end,
      'to', (
        select string_agg(case when m.id = 0 then 'public' else pg_get_userbyid(m.id) end, ',' order by pg_get_userbyid(m.id))
        from unnest(o.polroles) as m (id)
      ),
      'using', pg_get_expr(o.polqual, o.polrelid),
      'check', pg_get_expr(o.polwithcheck, o.polrelid))
  from relations as r
  join pg_catalog.pg_policy as o on o.polrelid = r.oid
  union all
  select r.kind || ' ' || r.name, 'statistics ' || pg_get_statisticsobjdef(x.oid)
  from relations as r
  join pg_catalog.pg_statistic_ext as x on x.stxrelid = r.oid
  union all
  select
    'function ' || f.name,
    concat_ws(' ', 'owner', pg_get_userbyid(f.proowner),
      case when f.prokind = 'a' then 'aggregate ' || pg_get_function_result(f.oid) else pg_get_functiondef(f.oid) end)
  from functions as f
  union all
  select
    'type ' || t.name,
    concat_ws(' ', 'owner', pg_get_userbyid(t.typowner), 'kind', t.typtype::text,
      'labels ' || (
        select string_agg(quote_literal(e.enumlabel), ',' order by e.enumsortorder)
        from pg_catalog.pg_enum as e
        where e.enumtypid = t.oid
      ),
      'over ' || case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end,
      case when t.typnotnull then 'not null' end,
      'default ' || t.typdefault)
  from types as t
  union all
  select 'type ' || t.name, 'constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)
  from types as t
  join pg_catalog.pg_constraint as k on k.contypid = t.oid
  where k.contype <> 'n'
  union all
  select
    'publication ' || p.pubname,
    concat_ws(' ', 'owner', pg_get_userbyid(p.pubowner),
      case when p.puballtables then 'all tables' end,
      'insert', p.pubinsert, 'update', p.pubupdate, 'delete', p.pubdelete, 'truncate', p.pubtruncate,
      'via root', p.pubviaroot)
  from pg_catalog.pg_publication as p
  union all
  select
    'publication ' || p.pubname,
    concat_ws(' ', 'table', m.prrelid::regclass, pg_get_expr(m.prqual, m.prrelid),
      'columns ' || (
        select string_agg(quote_ident(a.attname), ',' order by a.attnum)
        from unnest(m.prattrs) as k (attnum)
        join pg_catalog.pg_attribute as a on a.attrelid = m.prrelid and a.attnum = k.attnum
      ))
  from pg_catalog.pg_publication_rel as m
  join pg_catalog.pg_publication as p on p.oid = m.prpubid
  join relations as r on r.oid = m.prrelid
  union all
  select 'publication ' || p.pubname, 'schema ' || s.name
  from pg_catalog.pg_publication_namespace as m
  join pg_catalog.pg_publication as p on p.oid = m.pnpubid
  join schemas as s on s.oid = m.pnnspid
  union all
  select 'event trigger ' || v.evtname,
    concat_ws(' ', v.evtevent, v.evtfoid::regprocedure, 'enabled', v.evtenabled::text, array_to_string(v.evttags, ','))
  from pg_catalog.pg_event_trigger as v
  union all
  select
    'settings of ' || coalesce(nullif(pg_get_userbyid(x.setrole), 'unknown (OID=0)'), 'everyone'),
    one.setting
  from pg_catalog.pg_db_role_setting as x
  join pg_catalog.pg_database as b on b.oid = x.setdatabase and b.datname = current_database()
  cross join lateral unnest(x.setconfig) as one (setting)
  union all
  select
    i.type || ' ' || i.identity,
    'comment ' || x.description
  from pg_catalog.pg_description as x
  cross join lateral pg_identify_object(x.classoid, x.objoid, x.objsubid) as i
  where (
      -- Objects in a schema, and schemas themselves.
      i.schema in (select s.name from schemas as s)
      or (x.classoid = 'pg_namespace'::regclass and x.objoid in (select s.oid from schemas as s))
      or (
        x.classoid in ('pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_constraint'::regclass, 'pg_rewrite'::regclass)
        and exists (select from relations as r where i.identity like '% on ' || r.name)
      )
    )
    and not exists (
      select from of_extensions as e where e.classid = x.classoid and e.objid = x.objoid
    )
)
select l.place, l.line from lines as l
