import type { Finding, GoNoGoCheck } from './finding.ts'

/** What the new functions and policies take from the platform. */
export const platform: GoNoGoCheck = {
  id: 'platform',
  async run(sql) {
    const [found] = await sql<
      {
        hasAuthUid: boolean
        mayUseAuth: boolean
        isUuid: boolean
        userType: string | null
        ownerOfOurs: string | null
        isOurs: boolean
        hasEngineRoom: boolean
        role: string
      }[]
    >`
      select
        to_regprocedure('auth.uid()') is not null as "hasAuthUid",
        coalesce(has_schema_privilege(to_regnamespace('auth')::oid, 'usage'), false) as "mayUseAuth",
        coalesce(a.atttypid = 'uuid'::regtype, false) as "isUuid",
        format_type(a.atttypid, a.atttypmod) as "userType",
        (select pg_get_userbyid(n.nspowner) from pg_namespace as n where n.nspname = 'valence_migration') as "ownerOfOurs",
        to_regclass('valence_migration.runs') is not null as "isOurs",
        to_regnamespace('valence') is not null as "hasEngineRoom",
        current_user::text as role
      from (select to_regclass('public.sales') as id) as sales
      left join pg_attribute as a on a.attrelid = sales.id and a.attname = 'user_id' and not a.attisdropped`
    if (found === undefined) return []
    return [
      ...(found.hasAuthUid && found.mayUseAuth
        ? []
        : [
            blocker(
              found.hasAuthUid
                ? `${found.role} may not use the schema auth`
                : 'The function auth.uid(), by which policies know the user, does not exist',
              'auth.uid()',
              found.hasAuthUid
                ? `grant usage on schema auth to ${found.role};`
                : 'The new tables are guarded by it. Restore the installation on Supabase, or on a server that has its schema auth.',
            ),
          ]),
      ...(found.isUuid
        ? []
        : [
            blocker(
              `The column sales.user_id has the type ${found.userType ?? 'none'}; auth.uid() is a uuid`,
              'sales.user_id',
              'Restore the installation on Supabase first, where user ids are uuids.',
            ),
          ]),
      ...(found.hasEngineRoom && !found.isOurs
        ? [
            blocker(
              'The schema valence exists already, and the new functions need the name',
              'valence',
              'alter schema valence rename to valence_own; -- and what uses it; or drop it if nothing does',
            ),
          ]
        : []),
      ...(found.ownerOfOurs === null || found.ownerOfOurs === found.role || found.isOurs
        ? []
        : [
            blocker(
              `The schema valence_migration exists and belongs to ${found.ownerOfOurs}`,
              'valence_migration',
              'It is not of this tool. Rename it: alter schema valence_migration rename to valence_migration_own;',
            ),
          ]),
    ]
  },
}

/** Event triggers run for our DDL too. */
export const eventTriggers: GoNoGoCheck = {
  id: 'event-trigger',
  async run(sql) {
    const rows = await sql<{ name: string; function: string; event: string }[]>`
      select e.evtname as name, e.evtfoid::regprocedure::text as function, e.evtevent as event
      from pg_event_trigger as e
      join pg_proc as p on p.oid = e.evtfoid
      join pg_namespace as n on n.oid = p.pronamespace
      where e.evtenabled <> 'D'
        and n.nspname not in ('extensions', 'graphql', 'graphql_public', 'pgbouncer', 'vault', 'supabase_functions')
      order by 1`
    return rows.map(({ name, function: source, event }) => ({
      check: 'event-trigger',
      severity: 'notice' as const,
      message: `The event trigger ${name} runs ${source} at ${event}, also for what the migration creates`,
      count: 1,
      examples: [name],
      fix: `Look at what it does. To keep it out: alter event trigger ${name} disable; -- and enable it afterwards`,
    }))
  },
}

function blocker(message: string, example: string, fix: string): Finding {
  return { check: 'platform', severity: 'blocker', message, count: 1, examples: [example], fix }
}
