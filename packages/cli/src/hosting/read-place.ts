import type { Sql } from '@valence/db'
import { readVersion } from '@valence/schema/growth'
import { PREPARED } from '@valence/server'

/** Where a CRM is to live: a database, the server around it, and the role that asks. */
export interface Place {
  readonly database: string
  readonly role: string
  readonly isSuperuser: boolean
  /** As the server counts: 170004. */
  readonly version: number
  /** A project of Supabase, hosted or self-hosted, or a server of one's own. */
  readonly kind: 'supabase' | 'own-server'
  readonly content: 'nothing' | 'legacy' | 'target' | 'foreign'
}

/** Reads the catalog; writes nothing. */
export async function readPlace(sql: Sql): Promise<Place> {
  const [place] = await sql<Place[]>`
    select
      current_database()::text as database,
      current_user::text as role,
      r.rolsuper as "isSuperuser",
      current_setting('server_version_num')::int as version,
      case
        -- Sign-in that is there already is a platform's, unless it is what an earlier installation made.
        when to_regclass('auth.users') is not null and not (r.rolsuper and prepared.by_us) then 'supabase'
        else 'own-server'
      end as kind,
      case
        when to_regclass('public.deals') is not null then 'legacy'
        when exists (
          select from pg_class as c
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
            and not exists (select from pg_depend as d where d.objid = c.oid and d.deptype = 'e')
        ) then 'foreign'
        else 'nothing'
      end as content
    from pg_roles as r
    cross join lateral (
      select coalesce(bool_or(obj_description(n.oid, 'pg_namespace') like ${`${PREPARED}%`}), false) as by_us
      from pg_namespace as n
      where n.nspname = 'extensions'
    ) as prepared
    where r.rolname = current_user`
  if (place === undefined) throw new Error('the role of the session is in no catalog')
  // Of whichever version: the first kept no books.
  return (await readVersion(sql)) === null ? place : { ...place, content: 'target' }
}
