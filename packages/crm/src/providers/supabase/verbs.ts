import type { SupabaseClient } from '@supabase/supabase-js'
import { HttpError } from 'ra-core'
import type { ChangeVerbs } from '../change-verbs.ts'
import type { ImportVerbs } from '../import-verbs.ts'
import type { MentionVerbs } from '../mention-verbs.ts'
import type { PeopleVerbs } from '../people-verbs.ts'
import type { SettingsVerbs } from '../settings-verbs.ts'
import type { TagVerbs } from '../tag-verbs.ts'
import type {
  Activity,
  BoardColumnData,
  Configuration,
  CrmDataProvider,
  DashboardAnswer,
  Opportunity,
  Reminders,
  SearchAnswer,
  TaskGroup,
  TaskRecord,
  TimelinePage,
} from '../types.ts'
import type { UserVerbs } from '../user-verbs.ts'
import { changeVerbs, inOurWords } from './change-verbs.ts'
import { answerOf } from './client.ts'
import { toUserError, withUserErrors } from './errors.ts'
import { importVerbs } from './import-verbs.ts'
import { mentionVerbs } from './mention-verbs.ts'
import { opportunityVerbs, totalsByStage } from './opportunity-verbs.ts'
import { peopleVerbs } from './people-verbs.ts'
import { tagVerbs } from './tag-verbs.ts'
import { userVerbs } from './user-verbs.ts'

type Verbs = ReturnType<typeof opportunityVerbs> &
  ChangeVerbs &
  ImportVerbs &
  MentionVerbs &
  PeopleVerbs &
  TagVerbs &
  SettingsVerbs &
  UserVerbs &
  Pick<
    CrmDataProvider,
    | 'getConfiguration'
    | 'isInitialized'
    | 'getSchemaVersion'
    | 'signUp'
    | 'moveOpportunity'
    | 'setContactOrganizations'
    | 'logActivity'
    | 'convertEngagement'
    | 'convertInteraction'
    | 'searchEverything'
    | 'getOpenTasks'
    | 'getTasksAbout'
    | 'getReminders'
    | 'getDashboard'
    | 'getTimeline'
  >

type StoredDashboard = Omit<DashboardAnswer, 'pipeline'> & { stages: BoardColumnData[] }

/** What the CRM asks beyond rows: the functions of the schema, called by name. */
export function supabaseVerbs(client: SupabaseClient): Verbs {
  const call = <T>(name: string, args: Record<string, unknown>): Promise<T> =>
    withUserErrors(() => answerOf<T>(client.rpc(name, args)))

  return {
    ...opportunityVerbs(client),
    ...changeVerbs(client),
    ...importVerbs(client),
    ...mentionVerbs(client),
    ...peopleVerbs(client),
    ...tagVerbs(client),
    ...userVerbs(client),
    changeSettings: (change) => call<Configuration>('change_settings', { ...change }),
    getSettingUses: () => call('count_setting_uses', {}),
    getConfiguration: () => withUserErrors(() => readConfiguration(client)),
    getSchemaVersion: () => withUserErrors(() => readSchemaVersion(client)),
    isInitialized: () => withUserErrors(() => readInitState(client)),
    signUp: (account) => signUp(client, account),
    moveOpportunity: ({ id, stage, beforeId, details = {} }) =>
      call<Opportunity>('move_opportunity', {
        opportunity_id: id,
        new_stage: stage,
        before_id: beforeId,
        details,
      }),
    setContactOrganizations: (contactId, organizations) =>
      call('set_contact_organizations', { contact_id: contactId, organizations }),
    logActivity: (activity, participants = []) =>
      call<Activity>('log_activity', { activity, participants }),
    convertEngagement: (activityId, opportunityId) =>
      call<Activity>('convert_engagement_to_interaction', {
        activity_id: activityId,
        opportunity_id: opportunityId,
      }),
    convertInteraction: (activityId) =>
      call<Activity>('convert_interaction_to_engagement', { activity_id: activityId }),
    searchEverything: (query, pageSize) =>
      call<SearchAnswer>('search_everything', { query, page_size: pageSize }),
    getOpenTasks: ({ bounds, ownerId, pageSize }) =>
      call<TaskGroup[]>('open_tasks', { bounds, owner_id: ownerId, page_size: pageSize }),
    getTasksAbout: (scope) => call<TaskRecord[]>('tasks_about', { scope }),
    getReminders: (bounds) => call<Reminders>('my_reminders', { bounds }),
    getDashboard: async ({ bounds, ownerId, pageSize, hotStatuses, firstMonth }) => {
      const { stages, ...figures } = await call<StoredDashboard>('dashboard', {
        bounds,
        owner_id: ownerId,
        page_size: pageSize,
        hot_statuses: hotStatuses,
        first_month: firstMonth,
      })
      return { ...figures, pipeline: { stages: totalsByStage(stages) } }
    },
    getTimeline: async ({ scope, kinds, after, limit }) => {
      const page = await call<TimelinePage>('timeline', { scope, kinds, after, page_size: limit })
      const rows = page.rows.map((row) =>
        row.kind === 'fields' ? { ...row, names: inOurWords(row.names) } : row,
      )
      return { ...page, rows }
    },
  }
}

async function readConfiguration(client: SupabaseClient): Promise<Configuration> {
  const rows = await answerOf<{ config: Configuration | null }[]>(
    client.from('configuration').select('config').eq('id', 1),
  )
  return rows[0]?.config ?? {}
}

async function readInitState(client: SupabaseClient): Promise<boolean> {
  const rows = await answerOf<{ is_initialized: number }[]>(
    client.from('init_state').select('is_initialized'),
  )
  return Number(rows[0]?.is_initialized ?? 0) > 0
}

async function signUp(
  client: SupabaseClient,
  { email, password, ...names }: Parameters<CrmDataProvider['signUp']>[0],
): Promise<void> {
  const { error } = await client.auth.signUp({ email, password, options: { data: names } })
  if (!error) return
  if (error.code === 'weak_password') throw new HttpError('crm.auth.weak_password', 422)
  if (error.code === 'signup_disabled') throw new HttpError('crm.auth.sign_up_closed', 403)
  throw toUserError(error)
}

/** «Could not find the function»: a database that was never upgraded since versions are kept. */
const NO_SUCH_FUNCTION = 'PGRST202'

async function readSchemaVersion(client: SupabaseClient): Promise<number | null> {
  const { data, error, status } = await client.rpc('schema_version', {})
  if (error?.code === NO_SUCH_FUNCTION) return null
  return Number(await answerOf<number>(Promise.resolve({ data, error, status })))
}
